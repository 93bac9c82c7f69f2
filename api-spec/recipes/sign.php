<?php
// Signs a statement as a note.    Usage: php sign.php KEY.pem NAME <statement.txt >statement.note
// Needs the extension sodium. The key is made by: openssl genpkey -algorithm ed25519 -out KEY.pem

function sign_note(string $text, string $pem, string $name): string
{
	if (!preg_match('/-----BEGIN PRIVATE KEY-----(.*?)-----END/s', $pem, $found))
		throw new InvalidArgumentException('the key file has no PRIVATE KEY');
	$der = base64_decode($found[1]);
	$pair = sodium_crypto_sign_seed_keypair(substr($der, -32));
	$public = sodium_crypto_sign_publickey($pair);
	$id = substr(hash('sha256', "$name\n\x01$public", true), 0, 4);
	$signature = sodium_crypto_sign_detached($text, sodium_crypto_sign_secretkey($pair));
	return "$text\n\u{2014} $name " . base64_encode($id . $signature) . "\n";
}

echo sign_note(stream_get_contents(STDIN), file_get_contents($argv[1]), $argv[2]);
