#include "holdall/schemas/xml_types.h"

namespace holdall {

constexpr std::string_view kXmlTypes = R"(<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:holdall:1" targetNamespace="urn:holdall:1" elementFormDefault="qualified" version="1.0">
  <xs:annotation>
    <xs:documentation>The XML form of a bundle, version 1.0: docs/format.md#xml. Generated from schemas/record_types.cc and schemas/patterns.cc by `cmake --build build --target schemas`.</xs:documentation>
    <xs:documentation>appinfo of an element: its term in DPV 2.3 (dpv: https://w3id.org/dpv#, pd: https://w3id.org/dpv/pd#), DCMI (dct: http://purl.org/dc/terms/) or SKOS (skos: http://www.w3.org/2004/02/skos/core#).</xs:documentation>
  </xs:annotation>
  <xs:simpleType name="jws">
    <xs:restriction base="xs:string">
      <xs:maxLength value="4096"/>
      <xs:pattern value="[A-Za-z0-9_-]+\.\.[A-Za-z0-9_-]{85}[AQgw]"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="compactJws">
    <xs:restriction base="xs:string">
      <xs:maxLength value="4096"/>
      <xs:pattern value="[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{85}[AQgw]"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="ed25519">
    <xs:restriction base="xs:string">
      <xs:enumeration value="Ed25519"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="okp">
    <xs:restriction base="xs:string">
      <xs:enumeration value="OKP"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="base64urlLines">
    <xs:restriction base="xs:string">
      <xs:pattern value="[A-Za-z0-9_-]*"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="notEmpty">
    <xs:restriction base="xs:string">
      <xs:minLength value="1"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="escaped">
    <xs:restriction base="xs:string">
      <xs:enumeration value="1"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="integerToken">
    <xs:restriction base="xs:long">
      <xs:minInclusive value="-9007199254740991"/>
      <xs:maxInclusive value="9007199254740991"/>
      <xs:pattern value="0|-?[1-9][0-9]*"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="countToken">
    <xs:restriction base="integerToken">
      <xs:minInclusive value="0"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="numberToken">
    <xs:restriction base="xs:double">
      <xs:pattern value="-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?(e[+\-][1-9][0-9]*)?"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="booleanToken">
    <xs:restriction base="xs:string">
      <xs:enumeration value="true"/>
      <xs:enumeration value="false"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="falseToken">
    <xs:restriction base="booleanToken">
      <xs:enumeration value="false"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:complexType name="integer">
    <xs:simpleContent>
      <xs:extension base="integerToken">
        <xs:attribute name="t" use="required" fixed="number"/>
      </xs:extension>
    </xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="count">
    <xs:simpleContent>
      <xs:extension base="countToken">
        <xs:attribute name="t" use="required" fixed="number"/>
      </xs:extension>
    </xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="number">
    <xs:simpleContent>
      <xs:extension base="numberToken">
        <xs:attribute name="t" use="required" fixed="number"/>
      </xs:extension>
    </xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="boolean">
    <xs:simpleContent>
      <xs:extension base="booleanToken">
        <xs:attribute name="t" use="required" fixed="boolean"/>
      </xs:extension>
    </xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="false">
    <xs:simpleContent>
      <xs:extension base="falseToken">
        <xs:attribute name="t" use="required" fixed="boolean"/>
      </xs:extension>
    </xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="name">
    <xs:annotation>
      <xs:documentation>1 to 1024 code points, counted without the escapes of e="1".</xs:documentation>
    </xs:annotation>
    <xs:simpleContent>
      <xs:extension base="notEmpty">
        <xs:attribute name="e" type="escaped"/>
      </xs:extension>
    </xs:simpleContent>
  </xs:complexType>
  <xs:complexType name="names">
    <xs:sequence>
      <xs:element name="_" type="name" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence>
    <xs:attribute name="t" use="required" fixed="array"/>
  </xs:complexType>
  <xs:complexType name="text" mixed="true">
    <xs:annotation>
      <xs:documentation>A text; or, with t="object", what is not text: bytes or an attachment.</xs:documentation>
    </xs:annotation>
    <xs:choice minOccurs="0">
      <xs:element name="_bytes" type="base64url"/>
      <xs:element name="_file" type="attachment"/>
    </xs:choice>
    <xs:attribute name="t" fixed="object"/>
    <xs:attribute name="e" type="escaped"/>
  </xs:complexType>
  <xs:complexType name="attachment">
    <xs:sequence>
      <xs:element name="bytes" type="count"/>
      <xs:element name="mediaType" type="name"/>
      <xs:element name="name" type="name"/>
      <xs:element name="sha256" type="sha256"/>
    </xs:sequence>
    <xs:attribute name="t" use="required" fixed="object"/>
  </xs:complexType>
  <xs:complexType name="any" mixed="true">
    <xs:annotation>
      <xs:documentation>Any JSON value but null.</xs:documentation>
    </xs:annotation>
    <xs:sequence>
      <xs:any namespace="##targetNamespace" processContents="skip" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence>
    <xs:attribute name="t">
      <xs:simpleType>
        <xs:restriction base="xs:string">
          <xs:enumeration value="array"/>
          <xs:enumeration value="boolean"/>
          <xs:enumeration value="number"/>
          <xs:enumeration value="object"/>
        </xs:restriction>
      </xs:simpleType>
    </xs:attribute>
    <xs:attribute name="e" type="escaped"/>
  </xs:complexType>
  <xs:complexType name="members">
    <xs:annotation>
      <xs:documentation>An object of any members.</xs:documentation>
    </xs:annotation>
    <xs:sequence>
      <xs:any namespace="##targetNamespace" processContents="skip" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence>
    <xs:attribute name="t" use="required" fixed="object"/>
  </xs:complexType>
  <xs:complexType name="holder">
    <xs:sequence>
      <xs:element name="jwk">
        <xs:complexType>
          <xs:sequence>
            <xs:element name="crv" type="ed25519"/>
            <xs:element name="kty" type="okp"/>
            <xs:element name="x" type="bytes32"/>
          </xs:sequence>
          <xs:attribute name="t" use="required" fixed="object"/>
        </xs:complexType>
      </xs:element>
    </xs:sequence>
    <xs:attribute name="t" use="required" fixed="object"/>
  </xs:complexType>
  <xs:complexType name="manifest">
    <xs:sequence>
      <xs:choice minOccurs="0">
        <xs:sequence>
          <xs:element name="aud">
            <xs:complexType>
              <xs:sequence>
                <xs:element name="_" type="uri" maxOccurs="64"/>
              </xs:sequence>
              <xs:attribute name="t" use="required" fixed="array"/>
            </xs:complexType>
          </xs:element>
          <xs:element name="cnf" type="holder" minOccurs="0"/>
          <xs:element name="expires" type="timestamp"/>
        </xs:sequence>
        <xs:element name="cnf" type="holder"/>
      </xs:choice>
      <xs:element name="holdall">
        <xs:simpleType>
          <xs:restriction base="xs:string">
            <xs:enumeration value="1.0"/>
          </xs:restriction>
        </xs:simpleType>
      </xs:element>
      <xs:element name="id" type="uuid"/>
      <xs:element name="iss" type="uri"/>
      <xs:element name="issued" type="timestamp"/>
      <xs:element name="mode">
        <xs:simpleType>
          <xs:restriction base="xs:string">
            <xs:enumeration value="copy"/>
            <xs:enumeration value="transfer"/>
          </xs:restriction>
        </xs:simpleType>
      </xs:element>
      <xs:element name="right" type="name"/>
      <xs:element name="sections">
        <xs:complexType>
          <xs:sequence>
            <xs:element name="_" maxOccurs="unbounded">
              <xs:complexType>
                <xs:sequence>
                  <xs:element name="root" type="sha256" minOccurs="0"/>
                  <xs:element name="sha256" type="sha256"/>
                </xs:sequence>
                <xs:attribute name="t" use="required" fixed="object"/>
              </xs:complexType>
            </xs:element>
          </xs:sequence>
          <xs:attribute name="t" use="required" fixed="array"/>
        </xs:complexType>
      </xs:element>
      <xs:element name="sub" minOccurs="0">
        <xs:complexType>
          <xs:choice>
            <xs:element name="id" type="name"/>
            <xs:element name="token" type="bytes32"/>
          </xs:choice>
          <xs:attribute name="t" use="required" fixed="object"/>
        </xs:complexType>
      </xs:element>
    </xs:sequence>
    <xs:attribute name="t" use="required" fixed="object"/>
  </xs:complexType>
  <xs:complexType name="issuer">
    <xs:sequence>
      <xs:element name="crv" type="ed25519"/>
      <xs:element name="kid" type="bytes32"/>
      <xs:element name="kty" type="okp"/>
      <xs:element name="x" type="bytes32"/>
    </xs:sequence>
    <xs:attribute name="t" use="required" fixed="object"/>
  </xs:complexType>
  <xs:complexType name="schemas">
    <xs:annotation>
      <xs:documentation>A JSON Schema for each section that is here, under its name.</xs:documentation>
    </xs:annotation>
    <xs:sequence>
      <xs:any namespace="##targetNamespace" processContents="skip" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence>
  </xs:complexType>
  <xs:complexType name="leaf">
    <xs:annotation>
      <xs:documentation>A line of a segment, and its inclusion path.</xs:documentation>
    </xs:annotation>
    <xs:sequence>
      <xs:element name="i" type="count"/>
      <xs:element name="path">
        <xs:complexType>
          <xs:sequence>
            <xs:element name="_" type="sha256" minOccurs="0" maxOccurs="63"/>
          </xs:sequence>
          <xs:attribute name="t" use="required" fixed="array"/>
        </xs:complexType>
      </xs:element>
      <xs:element name="record" type="members"/>
    </xs:sequence>
    <xs:attribute name="t" use="required" fixed="object"/>
  </xs:complexType>
  <xs:complexType name="partial">
    <xs:sequence>
      <xs:element name="leaves">
        <xs:complexType>
          <xs:sequence>
            <xs:element name="_" type="leaf" minOccurs="2" maxOccurs="unbounded"/>
          </xs:sequence>
          <xs:attribute name="t" use="required" fixed="array"/>
        </xs:complexType>
      </xs:element>
      <xs:element name="n" type="count"/>
      <xs:element name="root" type="sha256"/>
      <xs:element name="salt" type="bytes32"/>
    </xs:sequence>
    <xs:attribute name="t" use="required" fixed="object"/>
  </xs:complexType>
  <xs:complexType name="partials">
    <xs:sequence>
      <xs:element name="partial" type="partial" maxOccurs="unbounded"/>
    </xs:sequence>
  </xs:complexType>
  <xs:complexType name="files">
    <xs:sequence>
      <xs:element name="file" maxOccurs="unbounded">
        <xs:complexType>
          <xs:simpleContent>
            <xs:extension base="base64urlLines">
              <xs:attribute name="sha256" type="sha256" use="required"/>
            </xs:extension>
          </xs:simpleContent>
        </xs:complexType>
      </xs:element>
    </xs:sequence>
  </xs:complexType>
)";

}  // namespace holdall
