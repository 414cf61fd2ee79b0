<?php
/**
 * Plugin Name:       Training Sign-up
 * Description:       Adds a registration form for a free training to any page, with a block or [training_signup].
 * Version:           1.2.2
 * Requires at least: 6.5
 * Requires PHP:      7.4
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       training-signup
 * Domain Path:       /languages
 * Update URI:        false
 *
 * @package TrainingSignup
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

const TRAINING_SIGNUP_VERSION = '1.2.2';

/** The organizer's server that this copy of the plugin was downloaded from. The settings can name another one. */
const TRAINING_SIGNUP_HOST = '';

require __DIR__ . '/server.php';
require __DIR__ . '/settings.php';
require __DIR__ . '/editor.php';

add_action( 'init', 'training_signup_register' );
add_filter( 'the_content', 'training_signup_enqueue_for_pasted', 20 );

/** Registers the block and the shortcode. One Spanish translation serves every Spanish-speaking country. */
function training_signup_register() {
	if ( str_starts_with( determine_locale(), 'es' ) ) {
		load_textdomain( 'training-signup', __DIR__ . '/languages/training-signup-es_ES.mo' );
	}
	training_signup_register_editor();
	register_block_type( __DIR__, array( 'render_callback' => 'training_signup_render_block' ) );
	add_shortcode( 'training_signup', 'training_signup_render' );
}

/**
 * Returns the block, with the classes that the theme and the editor give to blocks.
 *
 * @param array $attributes The block's attributes.
 * @return string HTML.
 */
function training_signup_render_block( $attributes ) {
	foreach ( array( 'exitUrl' => 'exit-url', 'onAccent' => 'on-accent' ) as $from => $to ) {
		$attributes[ $to ] = $attributes[ $from ] ?? '';
	}
	$signup = training_signup_render( $attributes );
	return '' === $signup ? '' : '<div ' . get_block_wrapper_attributes() . '>' . $signup . '</div>';
}

/**
 * Returns the form as a div, because WordPress removes tags that it does not know from what is edited. Visitors whose
 * browser loads no script see the link inside.
 *
 * @param array|string $attributes What the shortcode or block says; without attributes ''.
 * @return string HTML.
 */
function training_signup_render( $attributes ) {
	$given = training_signup_read( (array) $attributes );
	$host  = training_signup_host();
	if ( '' === $host || '' === $given['training'] . $given['series'] ) {
		$hint = training_signup_render_hint( training_signup_missing( $host, $attributes ) );
		return $hint . ( '' === $host ? '' : '<p>' . training_signup_render_link( $host, $given ) . '</p>' );
	}

	training_signup_enqueue( $host );
	$data = '';
	foreach ( array( 'training', 'series', 'partner', 'lang', 'theme', 'details', 'exit-url' ) as $name ) {
		$data .= '' === $given[ $name ] ? '' : sprintf( ' data-%s="%s"', $name, esc_attr( $given[ $name ] ) );
	}
	return training_signup_render_hint( training_signup_unknown( $host, $given ) ) . sprintf(
		'<div data-training-signup data-api="%s"%s style="%s">%s</div>',
		esc_attr( $host ),
		$data,
		esc_attr( training_signup_style( $given ) ),
		training_signup_render_link( $host, $given )
	);
}

/**
 * Returns the link to the training, or to all of them. It stands inside the form, and alone where no training is named.
 *
 * @param string $host  The organizer's server.
 * @param array  $given What `training_signup_read` returned.
 * @return string HTML.
 */
function training_signup_render_link( $host, $given ) {
	$words = training_signup_link_text( $given['lang'] );
	return sprintf( '<a href="%s">%s</a>', esc_url( training_signup_link( $host, $given ) ), esc_html( $words ) );
}

/**
 * Returns a value without the curly quotes that word processors write, which WordPress takes for a part of it.
 *
 * @param string $value What an author wrote.
 * @return string The same without quotes around it.
 */
function training_signup_unquoted( $value ) {
	$text = html_entity_decode( $value, ENT_QUOTES | ENT_HTML5, 'UTF-8' );
	return preg_match( '/^[“”„‟‘’‚«»″′]+(.*?)[“”„‟‘’‚«»″′]*$/Dsu', $text, $parts ) ? trim( $parts[1] ) : $value;
}

/**
 * Reads what a shortcode or block says. What cannot be right becomes ''.
 *
 * @param array $attributes Anything an author wrote.
 * @return array The value of each attribute.
 */
function training_signup_read( $attributes ) {
	$names  = array( 'training', 'series', 'partner', 'lang', 'theme', 'details', 'exit-url', 'accent', 'on-accent', 'link', 'bare' );
	$given  = array_map( 'training_signup_unquoted', array_map( 'strval', shortcode_atts( array_fill_keys( $names, '' ), $attributes, 'training_signup' ) ) );
	$series = training_signup_sanitize_slug( $given['series'] );
	$named  = '' === trim( $given['training'] ) ? get_option( 'training_signup_training', '' ) : $given['training'];
	$colors = array_map( 'training_signup_sanitize_color', $given );
	// The editor writes & in a shortcode as an entity.
	$exit = trim( wp_specialchars_decode( $given['exit-url'] ) );
	return array(
		'training'  => '' === trim( $given['series'] ) ? training_signup_sanitize_slugs( $named ) : '',
		'series'    => $series,
		'partner'   => training_signup_sanitize_slug( '' === trim( $given['partner'] ) ? get_option( 'training_signup_partner', '' ) : $given['partner'] ),
		'lang'      => in_array( $given['lang'], array( 'en', 'es' ), true ) ? $given['lang'] : '',
		'theme'     => in_array( $given['theme'], array( 'light', 'dark' ), true ) ? $given['theme'] : '',
		'details'   => in_array( $given['details'], array( 'brief', 'none' ), true ) ? $given['details'] : '',
		'exit-url'  => preg_match( '~^https://\S+$~iD', $exit ) ? esc_url_raw( $exit, array( 'https' ) ) : '',
		'accent'    => $colors['accent'],
		'on-accent' => $colors['on-accent'],
		'link'      => $colors['link'],
		'bare'      => '1' === $given['bare'] ? '1' : '',
	);
}

/**
 * Returns the style of the div. It keeps a screenful free until the form is there, so that nothing on the page jumps.
 *
 * @param array $given What `training_signup_read` returned.
 * @return string Declarations.
 */
function training_signup_style( $given ) {
	$colors = array(
		'accent'    => $given['accent'],
		'on-accent' => '' === $given['on-accent'] ? training_signup_text_on( $given['accent'] ) : $given['on-accent'],
		'link'      => '' === $given['link'] ? $given['accent'] : $given['link'],
	);
	if ( '1' === $given['bare'] ) {
		$colors += array( 'surface' => 'transparent', 'on-surface' => 'currentcolor' );
	}
	$style = 'min-height: min(100vh, 51.25rem);';
	foreach ( array_filter( $colors ) as $name => $color ) {
		$style .= " --training-signup-$name: $color;";
	}
	return $style;
}

/**
 * Returns black or white, whichever reads better on a color.
 *
 * @param string $color A color like #7a1f2b, or two of them, or ''.
 * @return string The same kind of color, or ''.
 */
function training_signup_text_on( $color ) {
	return preg_replace_callback(
		'/#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/',
		static function ( $parts ) {
			$light = static function ( $hex ) {
				$share = hexdec( $hex ) / 255;
				return $share <= 0.04045 ? $share / 12.92 : pow( ( $share + 0.055 ) / 1.055, 2.4 );
			};
			// The luminance of WCAG, and the one at which black and white read equally well.
			$luminance = 0.2126 * $light( $parts[1] ) + 0.7152 * $light( $parts[2] ) + 0.0722 * $light( $parts[3] );
			return $luminance > 0.179 ? '#000000' : '#ffffff';
		},
		$color
	);
}

/**
 * Returns the page that the link leads to, which needs no script.
 *
 * @param string $host  The organizer's server.
 * @param array  $given What `training_signup_read` returned.
 * @return string An address.
 */
function training_signup_link( $host, $given ) {
	$is_one = '' !== $given['training'] && false === strpos( $given['training'], ',' );
	$query  = http_build_query( array_filter( array( 'p' => $given['partner'], 'lang' => $given['lang'] ) ) );
	return $host . ( $is_one ? '/t/' . $given['training'] : '/' ) . ( '' === $query ? '' : '?' . $query );
}

/**
 * Returns the words of the link in the form's language, or else in the page's.
 *
 * @param string $lang `en`, `es`, or ''.
 * @return string Text.
 */
function training_signup_link_text( $lang ) {
	$words = array( 'en' => 'Register for the free training', 'es' => 'Inscríbase en la capacitación gratuita' );
	return $words[ '' === $lang ? ( str_starts_with( determine_locale(), 'es' ) ? 'es' : 'en' ) : $lang ];
}

/**
 * Returns what is wrong, for people who can fix it. Visitors see nothing.
 *
 * @param string $hint A sentence, or ''.
 * @return string HTML.
 */
function training_signup_render_hint( $hint ) {
	return '' === $hint || ! current_user_can( 'edit_posts' ) ? '' : '<p><strong>' . esc_html( $hint ) . '</strong></p>';
}

/**
 * Loads the script and a rule, once, and only on pages with a form.
 *
 * @param string $host The organizer's server.
 */
function training_signup_enqueue( $host ) {
	// phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion -- Its own headers say how long it keeps.
	wp_enqueue_script_module( 'training-signup', $host . '/embed/v1/training-signup.js', array(), null );
	// Some themes frame whatever has the focus, and while a field has it, so does the div around it.
	wp_register_style( 'training-signup', false, array(), TRAINING_SIGNUP_VERSION );
	wp_enqueue_style( 'training-signup' );
	wp_add_inline_style( 'training-signup', '[data-training-signup]:focus { outline: none; }' );
}

/**
 * Loads the script for a pasted snippet too. WordPress removes script tags from what authors paste and leaves the div.
 *
 * @param string $content The post.
 * @return string The same.
 */
function training_signup_enqueue_for_pasted( $content ) {
	$host = training_signup_host();
	if ( '' !== $host && false !== strpos( $content, 'data-training-signup' ) ) {
		training_signup_enqueue( $host );
	}
	return $content;
}
