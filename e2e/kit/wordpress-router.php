<?php
// Has PHP's own web server send the files of WordPress, and run its programs.

$path = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
$file = rtrim( ABSPATH, '/' ) . $path;
if ( is_dir( $file ) ) {
	$path = rtrim( $path, '/' ) . '/index.php';
	$file = rtrim( ABSPATH, '/' ) . $path;
}
if ( is_file( $file ) && substr( $file, -4 ) !== '.php' ) {
	return false;
}
if ( ! is_file( $file ) ) {
	$path = '/index.php';
}
$_SERVER['SCRIPT_NAME'] = $path;
$_SERVER['PHP_SELF']    = $path;
chdir( dirname( ABSPATH . $path ) );
require ABSPATH . ltrim( $path, '/' );
