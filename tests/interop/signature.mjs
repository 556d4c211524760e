// usage: node signature.mjs MANIFEST JWS PUBLIC_JWK DECISION_JWS
import {readFileSync} from 'node:fs';
import {base64url, compactVerify, flattenedVerify, importJWK} from 'jose';

const [manifestFile, jwsFile, keyFile, decisionFile] = process.argv.slice(2);
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

const decision = readFileSync(decisionFile, 'utf8').trimEnd();
const record = await compactVerify(decision, key);
check(record.protectedHeader.typ === 'holdall-decision+jws', 'typ of the decision');
check(JSON.parse(Buffer.from(record.payload)).done === 'not_yet', 'the decision says another thing');
for (let at = decision.indexOf('.') + 1; at < decision.length; at += 97) {
  const other = decision[at] === 'A' ? 'B' : 'A';
  check(await refuses(compactVerify(decision.slice(0, at) + other + decision.slice(at + 1), key)),
        `a decision with character ${at} changed passes`);
}
console.log('signature: jose accepts the manifest and the decision, and refuses changed ones');
