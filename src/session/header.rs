//! What stands at the head of a session: which protocol, which admitted views. Never a path, a name or a clock time.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::carried::Carried;
use crate::text::{sanitise, sanitise_lines};

/// Most characters of a protocol's text.
const PROTOCOL_LIMIT: usize = 1_000_000;

/// Most texts that a protocol names.
const ATTACHED_LIMIT: usize = 200;

/// Most characters of a title, a fingerprint or a version.
const TITLE_LIMIT: usize = 300;

/// A random identity of 16 bytes, written as 32 lower-case hexadecimal digits. Safe as part of a file name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl Id {
    /// From 16 random bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        let mut digits = String::with_capacity(32);
        for byte in bytes {
            // Writing into a String cannot fail.
            let _ = write!(digits, "{byte:02x}");
        }
        Self(digits)
    }

    /// From its digits; `None` unless there are exactly 32, in lower case.
    #[must_use]
    pub fn parse(digits: &str) -> Option<Self> {
        let is_id = digits.len() == 32 && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        is_id.then(|| Self(digits.to_owned()))
    }

    /// Its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        Self::parse(&digits).ok_or_else(|| serde::de::Error::custom("not an id"))
    }
}

/// A protocol as the session keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProtocolText {
    /// Its stable name.
    pub id: String,
    /// Its name on the screen.
    pub title: String,
    /// The whole TOML text.
    pub text: String,
    /// The texts that it names, such as included protocols and exhibits, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attached: BTreeMap<String, String>,
}

impl ProtocolText {
    /// The protocol with every text sanitised and within its bounds. Doing it twice changes nothing.
    #[must_use]
    pub(super) fn cleaned(mut self) -> Self {
        [&mut self.id, &mut self.title].into_iter().for_each(shorten);
        // A TOML text keeps its line breaks; whatever else cannot be shown has no meaning in it.
        let long = |text: &str| sanitise_lines(text).chars().take(PROTOCOL_LIMIT).collect();
        self.text = long(&self.text);
        let attached = std::mem::take(&mut self.attached).into_iter().take(ATTACHED_LIMIT);
        self.attached = attached.map(|(name, text)| (sanitise(&name), long(&text))).collect();
        self
    }
}

/// Sanitises a title and keeps its beginning.
fn shorten(text: &mut String) {
    *text = sanitise(text).chars().take(TITLE_LIMIT).collect();
}

/// The head of a session.
///
/// PRIVACY 4.9 of the project's notes says what may stand here: no path, no file, user or host name, no author, no time of day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Which session.
    pub session: Id,
    /// Who writes it; with its number the identity of an entry.
    pub writer: Id,
    /// The version of chartpaper that began it.
    pub app: String,
    /// The day it began, `YYYY-MM-DD`.
    pub date: String,
    /// The data card's title, or the protocol's.
    pub title: String,
    /// The protocol with which it began; [`Session::protocol`](super::Session::protocol) is the one in force.
    pub protocol: ProtocolText,
    /// The admitted views as `records` stored them (audience and minimum group among them); `None` without data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub views: Option<Value>,
    /// Keyed fingerprint of the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// About how many rows the data had, as a band such as `50-99`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows_band: Option<String>,
    /// What came from earlier sessions of the series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carried: Option<Carried>,
}

impl Header {
    /// The header with every text sanitised and within its bounds. Doing it twice changes nothing.
    #[must_use]
    pub(super) fn cleaned(mut self) -> Self {
        [&mut self.app, &mut self.title].into_iter().for_each(shorten);
        self.fingerprint.iter_mut().chain(&mut self.rows_band).for_each(shorten);
        self.date = sanitise(&self.date).chars().take(10).collect();
        self.protocol = self.protocol.cleaned();
        self.views.iter_mut().for_each(clean_value);
        self.carried = self.carried.map(Carried::cleaned);
        self
    }
}

/// Sanitises every string and key of a JSON value. The parser bounds its depth to 128, so this may recurse.
fn clean_value(value: &mut Value) {
    match value {
        Value::String(text) => *text = sanitise_lines(text),
        Value::Array(items) => items.iter_mut().for_each(clean_value),
        Value::Object(members) => {
            members.values_mut().for_each(clean_value);
            if members.keys().any(|key| sanitise(key) != *key) {
                *members = std::mem::take(members).into_iter().map(|(key, value)| (sanitise(&key), value)).collect();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
