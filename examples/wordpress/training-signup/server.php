<?php
/**
 * What the organizer's server offers, and whether the names in the settings, blocks, and shortcodes are among it.
 *
 * @package TrainingSignup
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** Returns the address of the organizer's server, or ''. */
function training_signup_host() {
	$host = get_option( 'training_signup_host', '' );
	return '' === $host ? TRAINING_SIGNUP_HOST : $host;
}

/**
 * Returns the trainings of a server, by their short names. It is asked every five minutes at most, and never by a visitor.
 *
 * @param string $host The organizer's server.
 * @return array|null `title`, `when`, `series`, and `over` of each; null if the server does not answer.
 */
function training_signup_trainings( $host ) {
	$place = 'training_signup_' . md5( $host . get_user_locale() );
	$kept  = get_transient( $place );
	if ( is_array( $kept ) ) {
		return $kept['trainings'];
	}
	$lang     = str_starts_with( get_user_locale(), 'es' ) ? 'es' : 'en';
	$response = wp_remote_get( $host . '/api/v1/trainings?lang=' . $lang, array( 'timeout' => 5 ) );
	$answer   = json_decode( wp_remote_retrieve_body( $response ), true );
	$found    = null;
	if ( 200 === wp_remote_retrieve_response_code( $response ) && is_array( $answer['trainings'] ?? null ) ) {
		$found = array();
		foreach ( $answer['trainings'] as $one ) {
			$found[ (string) $one['slug'] ] = array(
				'title'  => (string) $one['title'],
				'when'   => (string) $one['when']['text'],
				'series' => (string) ( $one['series'] ?? '' ),
				'over'   => 1 === preg_match( '/^(past|cancel)/', (string) ( $one['state'] ?? '' ) ),
			);
		}
	}
	set_transient( $place, array( 'trainings' => $found ), null === $found ? 30 : 5 * MINUTE_IN_SECONDS );
	return $found;
}

/**
 * Says which name the server does not know. Visitors never wait for this.
 *
 * @param string $host  The organizer's server.
 * @param array  $given `training` and `series`.
 * @return string A sentence, or ''.
 */
function training_signup_unknown( $host, $given ) {
	if ( ! current_user_can( 'edit_posts' ) ) {
		return '';
	}
	$trainings = training_signup_trainings( $host );
	if ( null === $trainings ) {
		return training_signup_silent( $host );
	}
	$series  = array_unique( array_filter( array_column( $trainings, 'series' ) ) );
	$unknown = array_merge(
		array_diff( array_filter( explode( ',', $given['training'] ) ), array_map( 'strval', array_keys( $trainings ) ) ),
		array_diff( array_filter( array( $given['series'] ) ), $series )
	);
	if ( array() === $unknown ) {
		return '';
	}
	/* translators: 1: a short name; 2: short names with commas between them. */
	$text = __( 'The organizer has no training or series “%1$s”. It has: %2$s.', 'training-signup' );
	return sprintf( $text, reset( $unknown ), implode( ', ', '' === $given['series'] ? array_keys( $trainings ) : $series ) );
}

/**
 * Says that no server answers.
 *
 * @param string $host The address.
 * @return string A sentence.
 */
function training_signup_silent( $host ) {
	/* translators: %s: an address. */
	return sprintf( __( 'No registration server answers at %s. Check the address with the organizer.', 'training-signup' ), $host );
}

/**
 * Says what is missing.
 *
 * @param string       $host       The organizer's server, or ''.
 * @param array|string $attributes What the shortcode or block says.
 * @return string A sentence.
 */
function training_signup_missing( $host, $attributes ) {
	if ( '' === $host ) {
		return __( 'Training sign-up: enter the server’s address under Settings → Training Sign-up.', 'training-signup' );
	}
	$typed = trim( (string) ( $attributes['training'] ?? '' ) );
	if ( '' === $typed ) {
		return __( 'Training sign-up: choose a training', 'training-signup' );
	}
	/* translators: %s: what was written. */
	return sprintf( __( 'Training sign-up: “%s” can’t be a training’s short name. It looks like this: first-responders', 'training-signup' ), $typed );
}

/**
 * Returns the short name that a text stands for: “First Responders” is first-responders.
 *
 * @param mixed $value What was written.
 * @return string The short name, or '' where it can be none.
 */
function training_signup_sanitize_slug( $value ) {
	$slug = preg_replace( '/[\s_]+/', '-', strtolower( trim( is_string( $value ) ? $value : '' ) ) );
	return preg_match( '/^[a-z0-9][a-z0-9-]{0,62}$/D', $slug ) ? $slug : '';
}

/**
 * Returns short names with commas between them.
 *
 * @param mixed $value What was written.
 * @return string The same in one spelling, or '' where one of them can be no short name.
 */
function training_signup_sanitize_slugs( $value ) {
	$slugs = array_map( 'training_signup_sanitize_slug', explode( ',', is_string( $value ) ? $value : '' ) );
	return in_array( '', $slugs, true ) ? '' : implode( ',', $slugs );
}

/**
 * Returns a color like #7a1f2b, or one for light and one for dark pages.
 *
 * @param string $value What was written.
 * @return string The color, or '' where it is none.
 */
function training_signup_sanitize_color( $value ) {
	$color = strtolower( trim( $value ) );
	return preg_match( '/^(#[0-9a-f]{6}|light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\))$/D', $color ) ? $color : '';
}
