//! A canonical line read again, for tables: texts are borrowed from the line, and the text of a
//! Markdown file, which is most of it, is put in as it is.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::model::line::{Line, TEXT};

/// A value of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Told<'l> {
    #[default]
    Nothing,
    YesNo(bool),
    Count(u64),
    Text(Cow<'l, str>),
    List(Vec<Self>),
    /// Few names each, so they are looked up one after the other.
    Map(Vec<(Cow<'l, str>, Self)>),
}

impl<'l> Told<'l> {
    /// What a line tells.
    pub(super) fn of(line: &'l Line) -> Self {
        let (own, text) = line.parts();
        let mut told = serde_json::from_str(own).unwrap_or(Self::Nothing);
        if let Some(text) = text {
            told.put(TEXT, Self::Text(Cow::Borrowed(text)));
        }
        told
    }

    /// What stands under a name.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Map(entries) = self else { return None };
        entries.iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }

    /// Puts a value under a name, in place of what may stand there.
    pub(super) fn put(&mut self, name: &'static str, value: Self) {
        let Self::Map(entries) = self else { return };
        match entries.iter_mut().find(|(other, _)| other == name) {
            Some((_, old)) => *old = value,
            None => entries.push((Cow::Borrowed(name), value)),
        }
    }

    /// Takes in what another has: names of maps, and as many items as its lists have. A field is
    /// always the one or always the other.
    pub(super) fn widen(&mut self, other: &Self) {
        match other {
            Self::Map(entries) => {
                if !matches!(self, Self::Map(_)) {
                    *self = Self::Map(Vec::new());
                }
                let Self::Map(own) = self else { return };
                for (name, value) in entries {
                    let place = own.iter().position(|(known, _)| known == name);
                    let place = place.unwrap_or_else(|| {
                        own.push((name.clone(), Self::Nothing));
                        own.len() - 1
                    });
                    own[place].1.widen(value);
                }
            }
            Self::List(items) => {
                if !matches!(self, Self::List(_)) {
                    *self = Self::List(Vec::new());
                }
                let Self::List(own) = self else { return };
                own.resize(own.len().max(items.len()), Self::Nothing);
                own.iter_mut().zip(items).for_each(|(own, item)| own.widen(item));
            }
            Self::Nothing | Self::YesNo(_) | Self::Count(_) | Self::Text(_) => {}
        }
    }

    /// The items of a list; none of what is no list.
    pub(super) fn items(&self) -> &[Self] {
        if let Self::List(items) = self { items } else { &[] }
    }

    /// The names of a map; none of what is no map.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let entries = if let Self::Map(entries) = self { entries.as_slice() } else { &[] };
        entries.iter().map(|(name, _)| &**name)
    }

    /// The value as the text of a cell.
    pub(super) fn cell(&self) -> Cow<'_, str> {
        match self {
            Self::Nothing => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            other => Cow::Owned(serde_json::to_string(other).unwrap_or_default()),
        }
    }
}

impl<'l> Deserialize<'l> for Told<'l> {
    fn deserialize<D: Deserializer<'l>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'l> Visitor<'l> for Reader {
    type Value = Told<'l>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of a canonical line")
    }

    fn visit_unit<E>(self) -> Result<Told<'l>, E> {
        Ok(Told::Nothing)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Told<'l>, E> {
        Ok(Told::YesNo(yes))
    }

    fn visit_u64<E>(self, count: u64) -> Result<Told<'l>, E> {
        Ok(Told::Count(count))
    }

    fn visit_borrowed_str<E>(self, text: &'l str) -> Result<Told<'l>, E> {
        Ok(Told::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Told<'l>, E> {
        Ok(Told::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'l>>(self, mut items: A) -> Result<Told<'l>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Told::List(list))
    }

    fn visit_map<A: MapAccess<'l>>(self, mut entries: A) -> Result<Told<'l>, A::Error> {
        let mut map = Vec::new();
        while let Some((name, value)) = entries.next_entry()? {
            if let Told::Text(name) = name {
                map.push((name, value));
            }
        }
        Ok(Told::Map(map))
    }
}

impl Serialize for Told<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_unit(),
            Self::YesNo(yes) => serializer.serialize_bool(*yes),
            Self::Count(count) => serializer.serialize_u64(*count),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(entries) => {
                serializer.collect_map(entries.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::Piece;

    #[test]
    fn a_line_tells_what_another_reader_reads_in_it() {
        let own = r#"{"id":"cases/1","open":true,"n":12,"none":null,"tags":["甲","\"乙\"\n"],"text":"","of":{"a":[]}}"#;
        let at = own.find("\"text\":\"").expect("a text") + "\"text\":\"".len();
        let line = Line::new(own, Some((at, Piece::from("一\n\"二\""))));
        let told = Told::of(&line);
        let other: serde_json::Value = serde_json::from_str(&line.json()).expect("JSON");
        assert_eq!(serde_json::to_value(&told).expect("JSON"), other);
        for name in ["id", "open", "n", "tags", "of", "text"] {
            let value = &other[name];
            let expected = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            assert_eq!(told.get(name).map(Told::cell), Some(expected.into()), "{name}");
        }
        assert_eq!(told.get("none").map(Told::cell), Some("".into()));
        assert_eq!(told.get("of").map(|of| of.names().count()), Some(1));
    }
}
