#!/usr/bin/env bash
# The XML form is ordinary XML: xmllint finds it well-formed, and valid by the schema that the specification names; Python's
# xml.etree, and an XPath, read from it what the bundle holds.
set -euo pipefail
# shellcheck source=tests/support/shop.sh
source "$(dirname "$0")/../support/shop.sh"
here=$(cd "$(dirname "$0")" && pwd)
schema=$(realpath -m "$here/../../schemas/bundle.xsd")
export PYTHONDONTWRITEBYTECODE=1
shop_begin xml_form
shop_export shop.zip >/dev/null
shop_export exported.xml --form xml >/dev/null
/usr/bin/python3 "$here/signed.py" odd shop.zip issuer.jwk odd.zip
for bundle in shop odd; do
  "$HOLDALL" convert $bundle.zip --form xml -o $bundle.xml >/dev/null
done
"$HOLDALL" disclose odd.zip --section com.example.texts,com.example.files --form xml -o part.xml >/dev/null

# in_xml FILE XPATH EXPECTED: `h` stands for the bundle's namespace.
in_xml() {
  local path found
  # shellcheck disable=SC2001  # a step of a path is more than one pattern
  path=$(sed -E "s#h:([A-Za-z_*]+)#*[local-name()='\1' and namespace-uri()='urn:holdall:1']#g" <<<"$2")
  found=$(xmllint --xpath "$path" "$1") || fail "$1: $2 is not there"
  [[ $found == "$3" ]] || fail "$1: $2 is '$found', not '$3'"
}
for form in exported shop odd part; do
  xmllint --noout --nonet $form.xml || fail "$form.xml is not well-formed"
  /usr/bin/python3 "$here/forms.py" $form.xml folder $form || fail "$form.xml is not what a writer writes"
done
in_xml shop.xml 'string(/h:bundle/@version)' 1.0
in_xml shop.xml 'count(/h:bundle/h:usage/h:records/h:record)' 100
in_xml shop.xml 'string(/h:bundle/h:profile/h:records/h:record/h:display_name)' Ann
in_xml shop.xml 'string(/h:bundle/h:identifiers/h:records/h:record[h:type="email"]/h:value)' ann@shop.example
in_xml odd.xml 'count(/h:bundle/h:section[h:header/h:section="com.example.many"])' 11
in_xml odd.xml 'string(/h:bundle/h:files/h:file[@sha256="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"])' ''
in_xml part.xml 'count(/h:bundle/h:section)' 2

if [[ ! -f $schema ]]; then
  echo "SKIPPED: $schema is not there: no form was checked against it" >&2
  exit 77
fi
for form in exported shop odd part; do
  xmllint --noout --nonet --schema "$schema" $form.xml 2>schema.txt || fail "$form.xml: $(head -n 3 schema.txt)"
done
# invalid NAME SED: a change that leaves XML, but none of this schema.
refused=0
invalid() {
  sed "$2" shop.xml >invalid.xml
  ! cmp -s shop.xml invalid.xml || fail "$1: nothing was changed"
  xmllint --noout --nonet invalid.xml || fail "$1: not even XML"
  ! xmllint --noout --nonet --schema "$schema" invalid.xml 2>schema.txt || fail "$1 is valid"
  grep -q 'validity error' schema.txt || fail "$1: $(cat schema.txt)"
  refused=$((refused + 1))
}
invalid 'another namespace' 's/"urn:holdall:1"/"urn:holdall:2"/'
invalid 'another version' 's/ version="1.0">/ version="9.0">/'
invalid 'no version' 's/ version="1.0">/>/'
invalid 'no signature' '/^<signature>/d'
invalid 'no manifest' '/^<manifest /d'
invalid 'a signature after the manifest' '/^<signature>/{h;d};/^<manifest /{G}'
invalid 'an unknown element' 's#^</bundle>#<more></more></bundle>#'
invalid 'an unknown type' '0,/ t="object"/s// t="thing"/'
invalid 'an unknown attribute' '0,/ t="object"/s// t="object" x="1"/'
invalid 'a digest that is none' 's#^</bundle>#<files><file sha256="x">AA</file></files></bundle>#'
echo "xml_form: well-formed, valid by the schema, read back; $refused broken ones are not valid"
