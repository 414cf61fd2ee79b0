<?php
/**
 * The settings page: the organizer's server, the partner that this site is, and the usual training.
 *
 * @package TrainingSignup
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

add_action( 'admin_init', 'training_signup_register_settings' );
add_action( 'admin_menu', 'training_signup_add_settings_page' );
add_filter( 'plugin_action_links_training-signup/training-signup.php', 'training_signup_add_settings_link' );

/** Registers the options and their fields. The address comes first, because the others are checked against it. */
function training_signup_register_settings() {
	add_settings_section( 'training_signup', '', '__return_false', 'training_signup' );
	training_signup_register_setting(
		'training_signup_host',
		'training_signup_sanitize_host',
		__( 'Server address', 'training-signup' ),
		__( 'The organizer gives you this, like https://signup.example.org', 'training-signup' )
	);
	training_signup_register_setting(
		'training_signup_partner',
		'training_signup_sanitize_partner',
		__( 'Partner name', 'training-signup' ),
		__( 'Your short name, from the organizer, like we-the-people. It shows whose site people register on.', 'training-signup' )
	);
	training_signup_register_setting(
		'training_signup_training',
		'training_signup_sanitize_training',
		__( 'Training', 'training-signup' ),
		__( 'Used when a block or shortcode doesn’t name one', 'training-signup' )
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
 * Prints an option's field: a list to choose from where the server has one.
 *
 * @param array $field `label_for` and `help`, as they were registered.
 */
function training_signup_render_field( $field ) {
	$name      = $field['label_for'];
	$value     = get_option( $name, '' );
	$host      = training_signup_host();
	$trainings = 'training_signup_training' === $name && '' !== $host ? training_signup_trainings( $host ) : null;
	if ( 'training_signup_host' === $name ) {
		$value = $host;
	}
	if ( $trainings ) {
		$choices = array( '' => __( 'None', 'training-signup' ) );
		foreach ( $trainings as $slug => $one ) {
			if ( empty( $one['over'] ) || (string) $slug === $value ) {
				$choices[ $slug ] = $one['title'] . ' · ' . $one['when'];
			}
		}
		if ( ! isset( $choices[ $value ] ) ) {
			$choices[ $value ] = $value;
		}
		printf( '<select id="%1$s" name="%1$s" aria-describedby="%1$s-help">', esc_attr( $name ) );
		foreach ( $choices as $slug => $text ) {
			printf( '<option value="%s"%s>%s</option>', esc_attr( $slug ), (string) $slug === $value ? ' selected' : '', esc_html( $text ) );
		}
		echo '</select>';
	} else {
		printf(
			'<input class="regular-text" type="text" id="%1$s" name="%1$s" value="%2$s" aria-describedby="%1$s-help">',
			esc_attr( $name ),
			esc_attr( $value )
		);
	}
	printf( '<p class="description" id="%s-help">%s</p>', esc_attr( $name ), esc_html( $field['help'] ) );
}

/** Adds the settings page. */
function training_signup_add_settings_page() {
	$title = __( 'Training Sign-up', 'training-signup' );
	add_options_page( $title, $title, 'manage_options', 'training_signup', 'training_signup_render_settings_page' );
}

/**
 * Adds a link to the settings to the list of plugins.
 *
 * @param array $links The plugin's links there.
 * @return array The same and one more.
 */
function training_signup_add_settings_link( $links ) {
	$settings = sprintf( '<a href="%s">%s</a>', esc_url( admin_url( 'options-general.php?page=training_signup' ) ), esc_html__( 'Settings', 'training-signup' ) );
	return array_merge( array( $settings ), $links );
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
 * Returns an address with a host and perhaps a path. Unencrypted only on this machine, where it is tried out.
 *
 * @param mixed $value What was typed.
 * @return string The address, or the one from before where this is none.
 */
function training_signup_sanitize_host( $value ) {
	$host = untrailingslashit( trim( is_string( $value ) ? $value : '' ) );
	if ( '' === $host ) {
		return '';
	}
	if ( ! preg_match( '~^(https://[a-z0-9.-]+|http://(localhost|127\.0\.0\.1))(:\d+)?(/[\w./-]*)?$~iD', $host ) ) {
		training_signup_add_error( 'training_signup_host', __( 'The address must start with https:// and contain only a host and, if needed, a path.', 'training-signup' ) );
		return get_option( 'training_signup_host', '' );
	}
	if ( null === training_signup_trainings( $host ) ) {
		training_signup_add_error( 'training_signup_host', training_signup_silent( $host ) );
	}
	return esc_url_raw( $host );
}

/**
 * Returns the partner's short name.
 *
 * @param mixed $value What was typed.
 * @return string The name, or the one from before where this can be none.
 */
function training_signup_sanitize_partner( $value ) {
	$slug = training_signup_sanitize_slug( $value );
	if ( '' !== $slug || '' === trim( is_string( $value ) ? $value : '' ) ) {
		return $slug;
	}
	training_signup_add_error( 'training_signup_partner', __( 'Partner names have only letters from a to z, digits, and hyphens.', 'training-signup' ) );
	return get_option( 'training_signup_partner', '' );
}

/**
 * Returns the short names of the usual trainings.
 *
 * @param mixed $value What was typed.
 * @return string The names, or those from before where the server does not know one.
 */
function training_signup_sanitize_training( $value ) {
	$typed = trim( is_string( $value ) ? $value : '' );
	$slugs = training_signup_sanitize_slugs( $typed );
	$host  = training_signup_host();
	$fault = '';
	if ( '' === $slugs && '' !== $typed ) {
		$fault = training_signup_missing( 'known', array( 'training' => $typed ) );
	} elseif ( '' !== $slugs && '' !== $host && null !== training_signup_trainings( $host ) ) {
		$fault = training_signup_unknown( $host, array( 'training' => $slugs, 'series' => '' ) );
	}
	if ( '' === $fault ) {
		return $slugs;
	}
	training_signup_add_error( 'training_signup_training', $fault );
	return get_option( 'training_signup_training', '' );
}

/**
 * Says once what is wrong with a field: WordPress checks an option twice that is new.
 *
 * @param string $name    The option's name.
 * @param string $message A sentence.
 */
function training_signup_add_error( $name, $message ) {
	if ( ! get_settings_errors( $name ) ) {
		add_settings_error( $name, $name, $message );
	}
}
