<?php
/**
 * Leaves nothing behind, on any site of the network.
 *
 * @package TrainingSignup
 */

if ( ! defined( 'WP_UNINSTALL_PLUGIN' ) ) {
	exit;
}

/** Deletes the options of the current site. */
function training_signup_delete_options() {
	delete_option( 'training_signup_host' );
	delete_option( 'training_signup_partner' );
	delete_option( 'training_signup_training' );
}

if ( is_multisite() ) {
	foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $training_signup_site ) {
		switch_to_blog( $training_signup_site );
		training_signup_delete_options();
		restore_current_blog();
	}
} else {
	training_signup_delete_options();
}
