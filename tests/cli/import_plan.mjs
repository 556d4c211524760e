// usage: node import_plan.mjs RECEIPT PUBLIC_JWK OTHER_PUBLIC_JWK: an ordinary compact JWS, by the first key alone
import {readFileSync} from 'node:fs';
import {compactVerify, importJWK} from 'jose';

const [receiptFile, keyFile, otherFile] = process.argv.slice(2);
const receipt = readFileSync(receiptFile, 'utf8').trimEnd();
const key = async (file) => importJWK(JSON.parse(readFileSync(file, 'utf8')), 'EdDSA');
const refuses = (promise) => promise.then(() => false, () => true);
function check(condition, what) {
  if (!condition) {
    console.error(`FAILED: ${what}`);
    process.exit(1);
  }
}

const {protectedHeader, payload} = await compactVerify(receipt, await key(keyFile));
check(protectedHeader.typ === 'holdall-receipt+jws', 'typ');
check(JSON.parse(Buffer.from(payload)).by === 'https://club.example', 'by');
check(await refuses(compactVerify(receipt, await key(otherFile))), 'another key verifies it');
for (let at = receipt.indexOf('.') + 1; at < receipt.length - 2; at += 97) {
  const other = receipt[at] === 'A' ? 'B' : 'A';
  check(receipt[at] === '.' || await refuses(compactVerify(receipt.slice(0, at) + other + receipt.slice(at + 1), await key(keyFile))),
        `a receipt with character ${at} changed passes`);
}
