<?php
/**
 * The Spanish words, for every Spanish-speaking country.
 *
 * @package TrainingSignup
 */

return array(
	'domain'       => 'training-signup',
	'language'     => 'es_ES',
	'plural-forms' => 'nplurals=2; plural=n != 1;',
	'messages'     => array(
		'Adds a registration form for a free training to any page, with a block or [training_signup].' => 'Agrega a cualquier página el formulario de inscripción de una capacitación gratuita, con un bloque o con [training_signup].',
		"block title\4Training sign-up" => 'Inscripción en una capacitación',
		"block description\4Lets visitors register for a free training right on this page." => 'Permite inscribirse en una capacitación gratuita en esta misma página.',
		"block keyword\4training" => 'capacitación',
		"block keyword\4registration" => 'inscripción',
		"block keyword\4form" => 'formulario',
		'Training Sign-up' => 'Inscripción en capacitaciones',
		'Settings' => 'Ajustes',
		'Training sign-up' => 'Inscripción en una capacitación',

		'Server address' => 'Dirección del servidor',
		'The organizer gives you this, like https://signup.example.org' => 'Se la da la organización, por ejemplo, https://signup.example.org',
		'Partner name' => 'Su nombre corto',
		'Your short name, from the organizer, like we-the-people. It shows whose site people register on.' => 'Se lo da la organización, por ejemplo, we-the-people. Indica en el sitio de quién se inscriben las personas.',
		'Training' => 'Capacitación',
		'Used when a block or shortcode doesn’t name one' => 'Se usa cuando un bloque o un shortcode no nombra ninguna',
		'None' => 'Ninguna',
		'The address must start with https:// and contain only a host and, if needed, a path.' => 'La dirección debe comenzar con https:// y contener solo un servidor y, si hace falta, una ruta.',
		'Partner names have only letters from a to z, digits, and hyphens.' => 'El nombre corto solo tiene letras de la a a la z, números y guiones.',

		'The organizer has no training or series “%1$s”. It has: %2$s.' => 'La organización no tiene la capacitación o serie «%1$s». Tiene: %2$s.',
		'The organizer has no training “%s”' => 'La organización no tiene la capacitación «%s»',
		'No registration server answers at %s. Check the address with the organizer.' => 'Ningún servidor de inscripciones responde en %s. Confirme la dirección con la organización.',
		'Training sign-up: enter the server’s address under Settings → Training Sign-up.' => 'Inscripción en capacitaciones: escriba la dirección del servidor en Ajustes → Inscripción en capacitaciones.',
		'Training sign-up: choose a training' => 'Inscripción en capacitaciones: elija una capacitación',
		'Training sign-up: “%s” can’t be a training’s short name. It looks like this: first-responders' => 'Inscripción en capacitaciones: «%s» no puede ser el nombre corto de una capacitación. Es así: first-responders',

		'Choose a training in the block’s settings' => 'Elija una capacitación en los ajustes del bloque',
		'Visitors pick one of these trainings. The preview shows the first.' => 'Las personas eligen una de estas capacitaciones. La vista previa muestra la primera.',
		'Preview of the form' => 'Vista previa del formulario',
		'Trainings' => 'Capacitaciones',
		'Short names from the organizer, with commas between them' => 'Nombres cortos que da la organización, separados por comas',
		'If you choose several, visitors pick one.' => 'Si elige varias, cada persona escoge una.',
		'All trainings of a series' => 'Todas las capacitaciones de una serie',
		'No, only those above' => 'No, solo las de arriba',
		'Options' => 'Opciones',
		'Partner' => 'Nombre corto',
		'Leave blank to use the one in the settings' => 'Déjelo en blanco para usar el de los ajustes',
		'Language' => 'Idioma',
		'The page’s' => 'El de la página',
		'What the form shows about the training' => 'Qué muestra el formulario sobre la capacitación',
		'Everything' => 'Todo',
		'Just the title, date, and place' => 'Solo el título, la fecha y el lugar',
		'Nothing, just the form' => 'Nada, solo el formulario',
		'Address that a button “Leave this page” opens' => 'Dirección que abre un botón «Salir de esta página»',
		'For pages that reach people who could be watched' => 'Para páginas que llegan a personas que podrían estar vigiladas',
		'Colors' => 'Colores',
		'Buttons' => 'Botones',
		'Text on buttons' => 'Texto de los botones',
		'Links' => 'Enlaces',
	),
);
