<?php
// The settings of the WordPress that the tests start. It reaches nothing but this machine.

$folder  = getenv( 'WORDPRESS_FOLDER' );
$address = getenv( 'WORDPRESS_ADDRESS' );

define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', "localhost:$folder/db.sock" );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $name ) {
	define( $name . '_KEY', $folder . $name );
	define( $name . '_SALT', $name . $folder );
}
define( 'WP_HOME', $address );
define( 'WP_SITEURL', $address );
define( 'WP_CONTENT_DIR', $folder . '/site/wp-content' );
define( 'FS_METHOD', 'direct' );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'WP_ACCESSIBLE_HOSTS', '127.0.0.1' );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'WP_DEBUG_LOG', $folder . '/debug.log' );
$table_prefix = 'wp_';
require_once ABSPATH . 'wp-settings.php';
