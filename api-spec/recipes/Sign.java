// Signs a statement as a note.    Usage: java Sign.java KEY.pem NAME <statement.txt >statement.note
// Needs Java 17, nothing else. The key is made by: openssl genpkey -algorithm ed25519 -out KEY.pem
// The standard library does not derive a public key: it comes from `openssl pkey -in KEY.pem -pubout`, whose
// output follows the private key in KEY.pem (cat both together).
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

public class Sign {
	static byte[] part(String pem, String label) {
		String begin = "-----BEGIN " + label + "-----";
		int from = pem.indexOf(begin);
		if (from < 0)
			throw new IllegalArgumentException("the key file has no " + label);
		String rest = pem.substring(from + begin.length());
		return Base64.getMimeDecoder().decode(rest.substring(0, rest.indexOf("-----END")));
	}

	static byte[] sign(byte[] text, String pem, String name) throws Exception {
		PrivateKey key = KeyFactory.getInstance("Ed25519")
			.generatePrivate(new PKCS8EncodedKeySpec(part(pem, "PRIVATE KEY")));
		byte[] spki = part(pem, "PUBLIC KEY");
		MessageDigest digest = MessageDigest.getInstance("SHA-256");
		digest.update((name + "\n\u0001").getBytes(StandardCharsets.UTF_8));
		digest.update(Arrays.copyOfRange(spki, spki.length - 32, spki.length));

		Signature signature = Signature.getInstance("Ed25519");
		signature.initSign(key);
		signature.update(text);
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		line.write(digest.digest(), 0, 4);
		line.write(signature.sign());

		ByteArrayOutputStream note = new ByteArrayOutputStream();
		note.write(text);
		note.write(("\n\u2014 " + name + " " + Base64.getEncoder().encodeToString(line.toByteArray()) + "\n")
			.getBytes(StandardCharsets.UTF_8));
		return note.toByteArray();
	}

	public static void main(String[] args) throws Exception {
		String pem = Files.readString(Path.of(args[0]));
		System.out.write(sign(System.in.readAllBytes(), pem, args[1]));
		System.out.flush();
	}
}
