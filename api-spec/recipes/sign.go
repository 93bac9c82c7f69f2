// Signs a statement as a note.    Usage: go run sign.go KEY.pem NAME <statement.txt >statement.note
// Needs nothing but Go. The key is made by: openssl genpkey -algorithm ed25519 -out KEY.pem
package main

import (
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
)

func sign(text, keyFile []byte, name string) ([]byte, error) {
	block, _ := pem.Decode(keyFile)
	if block == nil {
		return nil, errors.New("the key file has no PRIVATE KEY")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	key, ok := parsed.(ed25519.PrivateKey)
	if !ok {
		return nil, errors.New("the key is not one of Ed25519")
	}
	id := sha256.Sum256(append([]byte(name+"\n\x01"), key.Public().(ed25519.PublicKey)...))
	line := base64.StdEncoding.EncodeToString(append(id[:4], ed25519.Sign(key, text)...))
	return append(text, fmt.Sprintf("\n\u2014 %s %s\n", name, line)...), nil
}

func main() {
	if len(os.Args) != 3 {
		log.Fatal("usage: go run sign.go KEY.pem NAME <statement.txt >statement.note")
	}
	keyFile, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	note, err := sign(text, keyFile, os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	if _, err := os.Stdout.Write(note); err != nil {
		log.Fatal(err)
	}
}
