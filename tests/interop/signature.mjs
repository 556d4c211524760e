// usage: node signature.mjs MANIFEST JWS PUBLIC_JWK
import {readFileSync} from 'node:fs';
import {base64url, compactVerify, flattenedVerify, importJWK} from 'jose';

const [manifestFile, jwsFile, keyFile] = process.argv.slice(2);
const manifest = readFileSync(manifestFile);
const [header, detached, signature] = readFileSync(jwsFile, 'utf8').split('.');
const key = await importJWK(JSON.parse(readFileSync(keyFile, 'utf8')), 'EdDSA');

function check(condition, what) {
  if (!condition) {
    console.error(`FAILED: ${what}`);
    process.exit(1);
  }
}
const refuses = (promise) => promise.then(() => false, () => true);
const flattened = (bytes) => flattenedVerify({protected: header, payload: base64url.encode(bytes), signature}, key);

check(detached === '', 'the signature is not detached');
const {protectedHeader} = await flattened(manifest);
check(protectedHeader.typ === 'holdall-manifest+jws', 'typ');
check(Object.keys(protectedHeader).sort().join() === 'alg,kid,typ', 'the header has other members');
const compact = await compactVerify(`${header}.${base64url.encode(manifest)}.${signature}`, key);
check(Buffer.from(compact.payload).equals(manifest), 'the payload differs');

for (let bit = 0; bit < manifest.length * 8; bit += 97) {
  const changed = Buffer.from(manifest);
  changed[bit >> 3] ^= 1 << (bit & 7);
  check(await refuses(flattened(changed)), `a manifest with bit ${bit} changed passes`);
}
console.log('signature: jose accepts the manifest and refuses changed ones');
