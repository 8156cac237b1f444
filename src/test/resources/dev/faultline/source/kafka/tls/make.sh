#!/usr/bin/env bash
# Made the files beside it (valid from 2020 on, whatever the clock), on 2026-11-23 with keytool of Temurin 25: a certificate authority that nobody trusts, and what the broker of
# the tests shows on each of its listeners. Nothing here protects anything; the password of all stores is "faultline".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
rm -f ./*.p12 ./*.pem
P=(-storetype PKCS12 -storepass faultline -keyalg EC -groupname secp256r1)
T=(-storepass faultline -noprompt)
authority() { # name
  keytool -genkeypair "${P[@]}" -keystore "$1.p12" -alias ca -dname "CN=$1" -ext bc:c -ext KeyUsage=keyCertSign -startdate "2020/01/01 00:00:00" -validity 36500
  keytool -exportcert -rfc "${T[@]}" -keystore "$1.p12" -alias ca -file "$1.pem"
}
signed() { # name, then further options
  local name=$1; shift
  keytool -genkeypair "${P[@]}" -keystore "$name.p12" -alias "$name" -dname "CN=$name" -startdate "2020/01/01 00:00:00" -validity 36500
  keytool -certreq "${T[@]}" -keystore "$name.p12" -alias "$name" -file "$name.csr"
  keytool -gencert -rfc "${T[@]}" -keystore test-ca.p12 -alias ca -infile "$name.csr" -outfile "$name.crt" "$@"
  keytool -importcert "${T[@]}" -keystore "$name.p12" -alias ca -file test-ca.pem
  keytool -importcert "${T[@]}" -keystore "$name.p12" -alias "$name" -file "$name.crt"
  keytool -delete "${T[@]}" -keystore "$name.p12" -alias ca
  rm "$name.csr" "$name.crt"
}
authority test-ca
authority other-ca
signed broker -ext san=dns:localhost,ip:127.0.0.1 -startdate "2020/01/01 00:00:00" -validity 36500
signed expired -ext san=dns:localhost,ip:127.0.0.1 -startdate "2020/01/01 00:00:00" -validity 30
signed misnamed -ext san=dns:kafka.elsewhere.example -startdate "2020/01/01 00:00:00" -validity 36500
signed client -startdate "2020/01/01 00:00:00" -validity 36500
# those who trust the authority need a store of it too: the broker that asks for certificates of clients
keytool -importcert "${T[@]}" -storetype PKCS12 -keystore trust.p12 -alias ca -file test-ca.pem
rm test-ca.p12 other-ca.p12
