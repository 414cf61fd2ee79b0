<?php
/**
 * What the block in the editor needs to know: the trainings to choose from, and its words.
 *
 * @package TrainingSignup
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

add_action( 'enqueue_block_editor_assets', 'training_signup_inform_editor' );

/** Registers the block's script. */
function training_signup_register_editor() {
	wp_register_script(
		'training-signup-editor',
		plugins_url( 'editor.js', __FILE__ ),
		array( 'wp-blocks', 'wp-block-editor', 'wp-components', 'wp-element' ),
		TRAINING_SIGNUP_VERSION,
		true
	);
}

/** Hands the block what only the server knows. */
function training_signup_inform_editor() {
	$host      = training_signup_host();
	$trainings = '' === $host ? null : training_signup_trainings( $host );
	$fault     = '' === $host || null !== $trainings ? '' : training_signup_silent( $host );
	$given     = array(
		'host'      => $host,
		'partner'   => get_option( 'training_signup_partner', '' ),
		'usual'     => get_option( 'training_signup_training', '' ),
		'trainings' => $trainings ? array_map( null, array_keys( $trainings ), array_values( $trainings ) ) : array(),
		'fault'     => '' === $host ? training_signup_missing( '', '' ) : $fault,
		'words'     => training_signup_editor_words(),
	);
	wp_add_inline_script( 'training-signup-editor', 'window.trainingSignup = ' . wp_json_encode( $given ) . ';', 'before' );
}

/** Returns the words of the block, so that one file has the translation of everything. */
function training_signup_editor_words() {
	return array(
		'title'    => __( 'Training sign-up', 'training-signup' ),
		'choose'   => __( 'Choose a training in the block’s settings', 'training-signup' ),
		'first'    => __( 'Visitors pick one of these trainings. The preview shows the first.', 'training-signup' ),
		'preview'  => __( 'Preview of the form', 'training-signup' ),
		'training' => __( 'Trainings', 'training-signup' ),
		'named'    => __( 'Short names from the organizer, with commas between them', 'training-signup' ),
		'several'  => __( 'If you choose several, visitors pick one.', 'training-signup' ),
		/* translators: %s: a short name. */
		'unknown'  => __( 'The organizer has no training “%s”', 'training-signup' ),
		'series'   => __( 'All trainings of a series', 'training-signup' ),
		'none'     => __( 'No, only those above', 'training-signup' ),
		'options'  => __( 'Options', 'training-signup' ),
		'partner'  => __( 'Partner', 'training-signup' ),
		'usual'    => __( 'Leave blank to use the one in the settings', 'training-signup' ),
		'lang'     => __( 'Language', 'training-signup' ),
		'auto'     => __( 'The page’s', 'training-signup' ),
		'details'  => __( 'What the form shows about the training', 'training-signup' ),
		'full'     => __( 'Everything', 'training-signup' ),
		'brief'    => __( 'Just the title, date, and place', 'training-signup' ),
		'only'     => __( 'Nothing, just the form', 'training-signup' ),
		'exit'     => __( 'Address that a button “Leave this page” opens', 'training-signup' ),
		'exitHelp' => __( 'For pages that reach people who could be watched', 'training-signup' ),
		'colors'   => __( 'Colors', 'training-signup' ),
		'accent'   => __( 'Buttons', 'training-signup' ),
		'onAccent' => __( 'Text on buttons', 'training-signup' ),
		'link'     => __( 'Links', 'training-signup' ),
	);
}
