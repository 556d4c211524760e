// The JSON form as any program reads it: JSON.parse, the npm packages `canonicalize` and `jose`, and the issuer's public key.
//
// usage: node json_form.mjs BUNDLE.holdall.json PUBLIC_JWK
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import canonicalize from 'canonicalize';
import {base64url, flattenedVerify, importJWK} from 'jose';

const [bundleFile, keyFile] = process.argv.slice(2);
const text = readFileSync(bundleFile, 'utf8');
const jwk = JSON.parse(readFileSync(keyFile, 'utf8'));
const key = await importJWK(jwk, 'EdDSA');
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

function check(condition, what) {
  if (!condition) throw new Error(what);
}

function* references(value) {
  if (value === null || typeof value !== 'object') return;
  if ('_file' in value) yield value._file;
  else for (const inner of Object.values(value)) yield* references(inner);
}

function checkFiles(form) {
  const files = new Map((form.files ?? []).map(({data, sha256}) => [sha256, base64url.decode(data)]));
  for (const {data, sha256: digest} of form.files ?? []) {
    check(base64url.encode(files.get(digest)) === data, 'another spelling of an attachment');
    check(sha256(files.get(digest)) === digest, 'an attachment differs from its digest');
  }
  const referred = form.sections.flatMap(({records}) => [...references(records)]);
  for (const {sha256, bytes} of referred) check(files.get(sha256)?.length === bytes, 'an attachment is missing');
  check(new Set(referred.map(({sha256}) => sha256)).size === files.size, 'an attachment that nothing refers to');
}

async function verify(form) {
  const manifest = Buffer.from(canonicalize(form.manifest));
  const [header, detached, signature] = form.signature.split('.');
  check(detached === '', 'the signature is not detached');
  const {protectedHeader} = await flattenedVerify({protected: header, payload: base64url.encode(manifest), signature}, key);
  check(protectedHeader.typ === 'holdall-manifest+jws' && protectedHeader.kid === jwk.kid, 'another kind of signature');
  const listed = new Set(form.manifest.sections.map(({sha256}) => sha256));
  for (const {header, records} of form.sections) {
    const lines = [header, ...records].map((line) => canonicalize(line) + '\n').join('');
    check(listed.delete(sha256(lines)), `section ${header.section} is not listed, or listed once and here twice`);
    check(sha256(canonicalize(form.schemas[header.section])) === header.schema_sha256, 'a schema differs from its digest');
  }
  checkFiles(form);
  return listed.size;
}

// Changes every string, number and boolean of a value in turn, calls `each`, and changes it back.
async function withChanges(value, each) {
  for (const [name, inner] of Object.entries(value)) {
    const other = {string: (v) => v + 'x', number: (v) => (v === 7 ? 8 : 7), boolean: (v) => !v}[typeof inner];
    if (other) {
      value[name] = other(inner);
      await each(name);
      value[name] = inner;
    } else if (inner !== null) {
      await withChanges(inner, each);
    }
  }
}

const form = JSON.parse(text);
const withheld = await verify(form);
// The version of the form and the issuer's key are not signed: a reader of Holdall's makes them again from what is.
const {holdall, issuer, ...signed} = form;
let refused = 0;
await withChanges(signed, async (name) => {
  const passes = await verify(signed).then(() => true, () => false);
  check(!passes, `the form passes with ${name} changed`);
  refused += 1;
});
check(await verify(form) === withheld && refused > 50, 'the changes were not made and taken back');
console.log(`json_form: ${form.sections.length} segments hold, ${withheld} withheld; ${refused} changed values refused`);
