// usage: node keyset.mjs PRIVATE_JWK PUBLIC_JWK KEYSET_JWS THUMBPRINT OUT OUT_WITH_JKU
import {readFileSync, writeFileSync} from 'node:fs';
import {CompactSign, calculateJwkThumbprint, compactVerify, importJWK} from 'jose';

const [privateFile, publicFile, keysetFile, thumbprint, out, outWithMore] = process.argv.slice(2);
const publicJwk = JSON.parse(readFileSync(publicFile, 'utf8'));
const privateJwk = JSON.parse(readFileSync(privateFile, 'utf8'));

function check(condition, what) {
  if (!condition) {
    console.error(`FAILED: ${what}`);
    process.exit(1);
  }
}

check(await calculateJwkThumbprint(publicJwk) === thumbprint, 'thumbprint');
const {payload, protectedHeader} =
  await compactVerify(readFileSync(keysetFile, 'utf8').trimEnd(), await importJWK(publicJwk, 'EdDSA'));
check(protectedHeader.typ === 'holdall-keys+jws' && protectedHeader.kid === thumbprint, 'header');
const keyset = JSON.parse(Buffer.from(payload));
check(keyset.seq === 1 && keyset.keys.length === 2, 'the keyset says another thing');
for (const jwk of keyset.keys) {
  check(await calculateJwkThumbprint(jwk) === jwk.kid, 'kid in the keyset');
  await importJWK(jwk, 'EdDSA');
}

// Members in canonical order, as the format wants header and payload.
const next = JSON.stringify({iss: keyset.iss, issued: keyset.issued, keys: keyset.keys, seq: 2});
const key = await importJWK(privateJwk, 'EdDSA');
const sign = (header) => new CompactSign(Buffer.from(next)).setProtectedHeader(header).sign(key);
writeFileSync(out, await sign({alg: 'EdDSA', kid: thumbprint, typ: 'holdall-keys+jws'}));
writeFileSync(outWithMore,
              await sign({alg: 'EdDSA', jku: 'https://x.example', kid: thumbprint, typ: 'holdall-keys+jws'}));
console.log('keyset: jose and holdall take each other\'s');
