// Signs a statement as a note.    Usage: node sign.mjs KEY.pem NAME <statement.txt >statement.note
// Needs nothing but Node. The key is made by: openssl genpkey -algorithm ed25519 -out KEY.pem
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';

export function signNote(text, pem, name) {
	const key = createPrivateKey(pem);
	const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
	const id = createHash('sha256').update(`${name}\n\x01`).update(spki.subarray(-32)).digest().subarray(0, 4);
	const line = Buffer.concat([id, sign(null, text, key)]).toString('base64');
	return Buffer.concat([text, Buffer.from(`\n\u2014 ${name} ${line}\n`)]);
}

const [, , keyFile, name] = process.argv;
writeSync(1, signNote(readFileSync(0), readFileSync(keyFile), name));
