// usage: node age.mjs encrypt RECIPIENT PASSPHRASE PLAIN OUT OUT_OF_PASSPHRASE
//        node age.mjs decrypt IDENTITY PASSPHRASE PLAIN FILE FILE_OF_PASSPHRASE
import {readFileSync, writeFileSync} from 'node:fs';
import {Decrypter, Encrypter} from 'age-encryption';

const [what, key, passphrase, plainFile, keyed, phrased] = process.argv.slice(2);
const plain = new Uint8Array(readFileSync(plainFile));

if (what === 'encrypt') {
  const toKey = new Encrypter();
  toKey.addRecipient(key);
  writeFileSync(keyed, await toKey.encrypt(plain));
  const toPhrase = new Encrypter();
  toPhrase.setPassphrase(passphrase);
  toPhrase.setScryptWorkFactor(12);
  writeFileSync(phrased, await toPhrase.encrypt(plain));
} else {
  for (const file of [keyed, phrased]) {
    const decrypter = new Decrypter();
    decrypter.addIdentity(key);
    decrypter.addPassphrase(passphrase);
    const content = Buffer.from(await decrypter.decrypt(new Uint8Array(readFileSync(file)), 'uint8array'));
    if (!content.equals(Buffer.from(plain))) {
      console.error(`FAILED: ${file}: other bytes`);
      process.exit(1);
    }
  }
}
