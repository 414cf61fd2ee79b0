<?php
// Steps of a test inside its WordPress: reads what is given as JSON and answers with JSON.

$step   = $argv[1];
$given  = json_decode( stream_get_contents( STDIN ), true );
$folder = getenv( 'WORDPRESS_FOLDER' );

$_SERVER['HTTP_HOST']       = parse_url( getenv( 'WORDPRESS_ADDRESS' ), PHP_URL_HOST );
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD']  = 'GET';

/** No mail leaves the test. */
function wp_mail() {
	return true;
}

if ( 'install' === $step ) {
	mysqli_query( mysqli_connect( 'localhost', 'root', '', '', 0, "$folder/db.sock" ), 'create database wordpress' );
	define( 'WP_INSTALLING', true );
}
require ABSPATH . 'wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';

switch ( $step ) {
	case 'install':
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		wp_install( 'Sponsor', 'admin', 'admin@example.org', true, '', 'admin' );
		foreach ( array( 'author', 'editor' ) as $role ) {
			wp_insert_user( array( 'user_login' => $role, 'user_pass' => $role, 'role' => $role ) );
		}
		// The editor greets newcomers with a dialog that covers the page.
		update_user_meta( 1, 'wp_persisted_preferences', array( 'core/edit-post' => array( 'welcomeGuide' => false ) ) );
		$answer = true;
		if ( ! is_file( "$folder/plugin.zip" ) ) {
			break;
		}
		WP_Filesystem();
		$unzipped  = unzip_file( "$folder/plugin.zip", WP_PLUGIN_DIR );
		$activated = true === $unzipped ? activate_plugin( 'training-signup/training-signup.php' ) : $unzipped;
		if ( is_wp_error( $activated ) ) {
			exit( esc_html( $activated->get_error_message() ) );
		}
		break;
	case 'post':
		// As this user, by whose rights WordPress filters what is pasted.
		wp_set_current_user( get_user_by( 'login', $given['user'] )->ID );
		$id     = wp_insert_post( wp_slash( array( 'post_type' => $given['type'] ?? 'post', 'post_title' => 'Training', 'post_status' => 'publish', 'post_content' => $given['content'] ) ) );
		$answer = array( 'url' => get_permalink( $id ), 'content' => get_post( $id )->post_content );
		break;
	case 'option':
		update_option( $given['name'], $given['value'] );
		$answer = get_option( $given['name'] );
		break;
	case 'plugin':
		$answer = get_plugin_data( WP_PLUGIN_DIR . '/training-signup/training-signup.php' );
		break;
}
// What PHP and WordPress complain about in the plugin. Others complain that they cannot reach their makers.
$log = is_file( "$folder/debug.log" ) ? file( "$folder/debug.log" ) : array();
echo wp_json_encode( array( 'answer' => $answer, 'log' => implode( preg_grep( '/training.signup/', $log ) ) ) );
