// usage: node present.mjs PRESENTATION_JWS MANIFEST: whether the key that the manifest confirms signed that very manifest.
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {calculateJwkThumbprint, compactVerify, importJWK} from 'jose';

const [presentationFile, manifestFile] = process.argv.slice(2);
const manifest = readFileSync(manifestFile);
const {jwk} = JSON.parse(manifest).cnf;
const {payload, protectedHeader} =
  await compactVerify(readFileSync(presentationFile, 'utf8'), await importJWK(jwk, 'EdDSA'));
const said = JSON.parse(Buffer.from(payload));
const fits = protectedHeader.typ === 'holdall-presentation+jws' &&
  protectedHeader.kid === await calculateJwkThumbprint(jwk) &&
  said.manifest_sha256 === createHash('sha256').update(manifest).digest('hex') && said.nonce === 'question-7';
process.exit(fits ? 0 : 1);
