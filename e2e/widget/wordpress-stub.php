<?php
// Runs the plugin without WordPress: what it calls is here, as little of it as its tests need. Reads what is given as
// JSON and answers what came of it as JSON.

$given = json_decode( stream_get_contents( STDIN ), true );
$seen  = array( 'asked' => array(), 'scripts' => array(), 'faults' => array(), 'pages' => array(), 'blocks' => array() );
$hooks = array();
$shortcodes = array();
$settings   = array();
$fields     = array();
$transients = array();
$words      = array();

const ABSPATH = '/';

function add_action( $hook, $callback ) {
	global $hooks;
	$hooks[ $hook ][] = $callback;
}
function add_filter( $hook, $callback ) {
	add_action( $hook, $callback );
}
function add_shortcode( $tag, $callback ) {
	global $shortcodes;
	$shortcodes[ $tag ] = $callback;
}
function register_block_type( $folder, $settings ) {
	global $seen;
	$block = json_decode( file_get_contents( $folder . '/block.json' ), true );
	$seen['blocks'][ $block['name'] ] = $settings['render_callback'];
}
function get_block_wrapper_attributes() {
	return 'class="wp-block-training-signup-training-signup"';
}
function plugins_url( $path, $file ) {
	return 'https://wordpress.example/' . basename( dirname( $file ) ) . '/' . $path;
}
function wp_register_script() {}
function wp_add_inline_script( $handle, $script ) {
	global $seen;
	$seen['editor'] = $script;
}
function wp_json_encode( $value ) {
	return json_encode( $value );
}
function wp_specialchars_decode( $text ) {
	return htmlspecialchars_decode( $text );
}
function admin_url( $path ) {
	return 'https://wordpress.example/wp-admin/' . $path;
}
function shortcode_atts( $pairs, $given ) {
	return array_merge( $pairs, array_intersect_key( $given, $pairs ) );
}
function current_user_can( $what ) {
	global $given;
	return in_array( $what, $given['may'] ?? array(), true );
}
function get_option( $name, $default = false ) {
	global $given;
	return $given['options'][ $name ] ?? $default;
}
function delete_option( $name ) {
	global $given;
	unset( $given['options'][ $name ] );
}
function is_multisite() {
	global $given;
	return ! empty( $given['sites'] );
}
function get_sites() {
	global $given;
	return $given['sites'];
}
function switch_to_blog( $site ) {
	global $seen;
	$seen['sites'][] = $site;
}
function restore_current_blog() {}

// As WordPress does it: no entity is encoded twice, and an address loses what no address can hold.
function esc_attr( $text ) {
	return htmlspecialchars( $text, ENT_QUOTES, 'UTF-8', false );
}
function esc_html( $text ) {
	return esc_attr( $text );
}
function esc_url_raw( $url, $protocols = array( 'http', 'https' ) ) {
	$url = preg_replace( '|[^a-z0-9-~+_.?#=!&;,/:%@$\|*\'()\[\]\x80-\xff]|i', '', ltrim( $url ) );
	if ( '' === $url || ! preg_match( '/^([a-z][a-z0-9+.-]*):/i', $url, $scheme ) ) {
		return '' === $url ? '' : 'http://' . $url;
	}
	return in_array( strtolower( $scheme[1] ), $protocols, true ) ? $url : '';
}
function esc_url( $url ) {
	return str_replace( array( '&', "'" ), array( '&#038;', '&#039;' ), esc_url_raw( $url ) );
}
function untrailingslashit( $text ) {
	return rtrim( $text, '/\\' );
}
function wp_enqueue_script_module( $handle, $src, $needs, $version ) {
	global $seen;
	$seen['scripts'][ $handle ] = array( 'src' => $src, 'version' => $version );
}
function wp_register_style() {}
function wp_enqueue_style() {}
function wp_add_inline_style() {}

// The organizer's server: what it answers is given, or it is silent.
function wp_remote_get( $url ) {
	global $given, $seen;
	$seen['asked'][] = $url;
	return $given['server'] ?? null;
}
function wp_remote_retrieve_response_code( $response ) {
	return null === $response ? '' : 200;
}
function wp_remote_retrieve_body( $response ) {
	return null === $response ? '' : json_encode( $response );
}
function get_transient( $name ) {
	global $transients;
	return $transients[ $name ] ?? false;
}
function set_transient( $name, $value ) {
	global $transients;
	$transients[ $name ] = $value;
}
const MINUTE_IN_SECONDS = 60;

function determine_locale() {
	global $given;
	return $given['locale'] ?? 'en_US';
}
function get_user_locale() {
	return determine_locale();
}
function load_textdomain( $domain, $file ) {
	global $words;
	$words = ( require str_replace( '.mo', '.l10n.php', $file ) )['messages'];
}
function __( $text ) {
	global $words;
	return $words[ $text ] ?? $text;
}
function esc_html__( $text ) {
	return esc_html( __( $text ) );
}

function register_setting( $group, $name, $setting ) {
	global $settings;
	$settings[ $name ] = array( 'group' => $group, 'sanitize' => $setting['sanitize_callback'] );
}
function add_settings_section() {}
function add_settings_field( $name, $label, $callback, $page, $section, $args ) {
	global $fields;
	$fields[ $page ][] = array( 'label' => $label, 'callback' => $callback, 'args' => $args );
}
function add_settings_error( $setting, $code, $message ) {
	global $seen;
	$seen['faults'][] = $message;
}
function get_settings_errors() {
	global $seen;
	return $seen['faults'];
}
function add_options_page( $title, $menu, $capability, $slug, $callback ) {
	global $seen;
	$seen['pages'][] = array( 'capability' => $capability, 'slug' => $slug, 'callback' => $callback );
}
function get_admin_page_title() {
	return 'Training Sign-up';
}
function settings_fields( $group ) {
	echo '<input type="hidden" name="option_page" value="' . esc_attr( $group ) . '"><input type="hidden" name="_wpnonce">';
}
function do_settings_sections( $page ) {
	global $fields;
	foreach ( $fields[ $page ] as $field ) {
		echo '<label for="' . esc_attr( $field['args']['label_for'] ) . '">' . esc_html( $field['label'] ) . '</label>';
		$field['callback']( $field['args'] );
	}
}
function submit_button() {
	echo '<button>Save Changes</button>';
}

function run_hook( $hook ) {
	global $hooks;
	foreach ( $hooks[ $hook ] as $callback ) {
		$callback();
	}
}

$folder = __DIR__ . '/../../examples/wordpress/training-signup';
ob_start();
if ( 'uninstall' === $given['action'] ) {
	define( 'WP_UNINSTALL_PLUGIN', 'training-signup/training-signup.php' );
	require $folder . '/uninstall.php';
} else {
	require $folder . '/training-signup.php';
	run_hook( 'init' );
	run_hook( 'admin_init' );
	run_hook( 'admin_menu' );
	switch ( $given['action'] ) {
		case 'shortcode':
			foreach ( $given['uses'] as $attributes ) {
				// Without any attributes WordPress hands over an empty text.
				echo $shortcodes['training_signup']( $attributes ? $attributes : '', '', 'training_signup' );
			}
			break;
		case 'content':
			echo $hooks['the_content'][0]( $given['content'] );
			break;
		case 'words':
			$seen['words'] = $words;
			break;
		case 'block':
			echo $seen['blocks']['training-signup/training-signup']( $given['uses'][0], '', null );
			break;
		case 'settings':
			$seen['pages'][0]['callback']();
			break;
		case 'editor':
			run_hook( 'enqueue_block_editor_assets' );
			break;
		case 'save':
			foreach ( $given['typed'] as $name => $value ) {
				$given['options'][ $name ] = $settings[ $name ]['sanitize']( $value );
			}
			break;
	}
}
$seen['html']    = ob_get_clean();
$seen['options'] = (object) $given['options'];
echo json_encode( $seen );
