<?php
/**
 * Plugin Name:       Training Sign-up
 * Description:       Adds a registration form for a free training to any page, with a block or [training_signup].
 * Version:           1.0.0
 * Requires at least: 6.3
 * Requires PHP:      7.4
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       training-signup
 *
 * @package TrainingSignup
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

const TRAINING_SIGNUP_VERSION = '1.0.0';

add_action( 'init', 'training_signup_register' );
add_action( 'admin_init', 'training_signup_register_settings' );
add_action( 'admin_menu', 'training_signup_add_settings_page' );
add_filter( 'script_loader_tag', 'training_signup_load_as_module', 10, 3 );

/** Registers the block and the shortcode. */
function training_signup_register() {
	wp_register_script(
		'training-signup-editor',
		plugins_url( 'editor.js', __FILE__ ),
		array( 'wp-blocks', 'wp-block-editor', 'wp-components', 'wp-element', 'wp-i18n' ),
		TRAINING_SIGNUP_VERSION,
		true
	);
	wp_set_script_translations( 'training-signup-editor', 'training-signup' );
	register_block_type( __DIR__, array( 'render_callback' => 'training_signup_render_block' ) );
	add_shortcode( 'training_signup', 'training_signup_render' );
}

/**
 * The block, with the classes that the theme and the editor give to blocks.
 *
 * @param array $attributes The block's attributes.
 * @return string HTML.
 */
function training_signup_render_block( $attributes ) {
	$signup = training_signup_render( $attributes );
	return '' === $signup ? '' : '<div ' . get_block_wrapper_attributes() . '>' . $signup . '</div>';
}

/**
 * A div instead of the element's own tag, because WordPress removes tags that it does not know from what is edited. The
 * link inside is what visitors see whose browser loads no script.
 *
 * @param array|string $attributes `training` (one, or several with commas) and `partner`; without attributes ''.
 * @return string HTML.
 */
function training_signup_render( $attributes ) {
	$given    = shortcode_atts( array( 'training' => '', 'partner' => '' ), (array) $attributes, 'training_signup' );
	$host     = get_option( 'training_signup_host', '' );
	$training = training_signup_sanitize_slugs( $given['training'] );
	$partner  = training_signup_sanitize_slugs( $given['partner'] );
	if ( '' === trim( $given['training'] ) ) {
		$training = training_signup_sanitize_slugs( get_option( 'training_signup_training', '' ) );
	}
	if ( '' === $host || '' === $training ) {
		return training_signup_render_hint( $host );
	}

	training_signup_enqueue( $host );
	$page = false === strpos( $training, ',' ) ? '/t/' . $training : '/';
	return sprintf(
		'<div data-training-signup data-api="%s" data-training="%s"%s><a href="%s">%s</a></div>',
		esc_attr( $host ),
		esc_attr( $training ),
		'' === $partner ? '' : ' data-partner="' . esc_attr( $partner ) . '"',
		esc_url( $host . $page . ( '' === $partner ? '' : '?p=' . rawurlencode( $partner ) ) ),
		esc_html__( 'Register for the free training', 'training-signup' )
	);
}

/**
 * What is missing, for those who can mend it; visitors see nothing.
 *
 * @param string $host The address of the sign-up, as far as it is known.
 * @return string HTML.
 */
function training_signup_render_hint( $host ) {
	if ( ! current_user_can( 'edit_posts' ) ) {
		return '';
	}
	$hint = '' === $host
		? __( 'Training sign-up: enter the server’s address under Settings → Training Sign-up.', 'training-signup' )
		: __( 'Training sign-up: enter the training’s short name in lowercase, like first-responders.', 'training-signup' );
	return '<p>' . esc_html( $hint ) . '</p>';
}

/**
 * Loads the script, once, and only on pages with a sign-up.
 *
 * @param string $host The address of the sign-up.
 */
function training_signup_enqueue( $host ) {
	$script = $host . '/embed/v1/training-signup.js';
	// phpcs:disable WordPress.WP.EnqueuedResourceParameters.MissingVersion -- Its own headers say how long it keeps.
	if ( function_exists( 'wp_enqueue_script_module' ) ) {
		wp_enqueue_script_module( 'training-signup', $script, array(), null );
	} else {
		wp_enqueue_script( 'training-signup', $script, array(), null, true );
	}
	// phpcs:enable
}

/**
 * WordPress before 6.5 knows no modules: there the tag of a plain script is made one.
 *
 * @param string $tag    The script's tag.
 * @param string $handle The script's name.
 * @param string $src    The script's address.
 * @return string HTML.
 */
function training_signup_load_as_module( $tag, $handle, $src ) {
	if ( 'training-signup' !== $handle ) {
		return $tag;
	}
	return wp_get_script_tag( array( 'type' => 'module', 'src' => $src, 'crossorigin' => 'anonymous' ) );
}

/** Registers the two options and their fields. */
function training_signup_register_settings() {
	add_settings_section( 'training_signup', '', '__return_false', 'training_signup' );
	training_signup_register_setting(
		'training_signup_host',
		'training_signup_sanitize_host',
		__( 'Server address', 'training-signup' ),
		__( 'The organizer gives you this, like https://signup.example.org', 'training-signup' )
	);
	training_signup_register_setting(
		'training_signup_training',
		'training_signup_sanitize_slugs',
		__( 'Training', 'training-signup' ),
		__( 'Used when a block or shortcode doesn’t name one, like first-responders', 'training-signup' )
	);
}

/**
 * Registers an option and its field.
 *
 * @param string   $name     The option's name.
 * @param callable $sanitize Makes an option of what was typed.
 * @param string   $label    What is asked.
 * @param string   $help     Help with the answer.
 */
function training_signup_register_setting( $name, $sanitize, $label, $help ) {
	register_setting(
		'training_signup',
		$name,
		array( 'type' => 'string', 'default' => '', 'sanitize_callback' => $sanitize )
	);
	add_settings_field(
		$name,
		$label,
		'training_signup_render_field',
		'training_signup',
		'training_signup',
		array( 'label_for' => $name, 'help' => $help )
	);
}

/**
 * Prints an option's field.
 *
 * @param array $field `label_for` and `help`, as they were registered.
 */
function training_signup_render_field( $field ) {
	printf(
		'<input class="regular-text" type="text" id="%1$s" name="%1$s" value="%2$s" aria-describedby="%1$s-help"><p class="description" id="%1$s-help">%3$s</p>',
		esc_attr( $field['label_for'] ),
		esc_attr( get_option( $field['label_for'], '' ) ),
		esc_html( $field['help'] )
	);
}

/** Adds the settings page. */
function training_signup_add_settings_page() {
	$title = __( 'Training Sign-up', 'training-signup' );
	add_options_page( $title, $title, 'manage_options', 'training_signup', 'training_signup_render_settings_page' );
}

/** Prints the settings page. */
function training_signup_render_settings_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1><form action="options.php" method="post">';
	settings_fields( 'training_signup' );
	do_settings_sections( 'training_signup' );
	submit_button();
	echo '</form></div>';
}

/**
 * An address with a host and perhaps a path. Unencrypted only on this machine, where it is tried out.
 *
 * @param mixed $value What was typed.
 * @return string The address, or the one from before where this is none.
 */
function training_signup_sanitize_host( $value ) {
	$host = untrailingslashit( trim( is_string( $value ) ? $value : '' ) );
	if ( '' === $host || preg_match( '~^(https://[a-z0-9.-]+|http://(localhost|127\.0\.0\.1))(:\d+)?(/[\w./-]*)?$~iD', $host ) ) {
		return esc_url_raw( $host );
	}
	add_settings_error(
		'training_signup_host',
		'training_signup_host',
		__( 'The address must start with https:// and contain only a host and, if needed, a path.', 'training-signup' )
	);
	return get_option( 'training_signup_host', '' );
}

/**
 * Short names of trainings or partners, with commas between them.
 *
 * @param mixed $value What was typed.
 * @return string The same in one spelling, or '' where one of them can be no short name.
 */
function training_signup_sanitize_slugs( $value ) {
	$slugs = preg_replace( '/\s+/', '', strtolower( is_string( $value ) ? $value : '' ) );
	return preg_match( '/^[a-z0-9][a-z0-9-]{0,62}(,[a-z0-9][a-z0-9-]{0,62})*$/D', $slugs ) ? $slugs : '';
}
