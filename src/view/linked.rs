//! What a page says to programs in the words of schema.org: who publishes, what the site is, which
//! data there is, when a meeting was called for. Only where the board has an address: there nothing
//! can be named that has none.

use serde_json::{Value, json};

use super::Desk;
use super::export::Export;
use super::format::encode_ascii;
use super::plan::{Make, PageKey, record_address};
use crate::model::record::Body;

/// What a page says; `None` where it says nothing of its own.
#[must_use]
pub fn linked(desk: &Desk<'_>, key: &PageKey) -> Option<Value> {
    let base = desk.board.profile.base_url.as_deref()?;
    let said = match key {
        PageKey::Home => {
            let said = [Some(publisher(desk, base)), Some(site(desk, base)), data(desk, base)];
            said.into_iter().flatten().collect()
        }
        PageKey::Record(id) => {
            let record = desk.board.record(id)?;
            let Body::Decision(decision) = &record.body else { return None };
            // What was never called ahead is minutes and no event to come to.
            decision.called()?;
            let place = decision.place.as_ref().map(|name| {
                json!({"@type": "Place", "name": name, "address": desk.board.profile.address})
            });
            json!([{
                "@type": "Event",
                "@id": format!("{base}{}#event", encode_ascii(&record_address(id))),
                "name": desk.title(record),
                "startDate": decision.date.to_string(),
                "eventStatus": "https://schema.org/EventScheduled",
                "location": place,
                "organizer": publisher(desk, base),
                "url": format!("{base}{}", encode_ascii(&record_address(id))),
            }])
        }
        _ => return None,
    };
    Some(json!({"@context": "https://schema.org", "@graph": without_nothing(said)}))
}

fn publisher(desk: &Desk<'_>, base: &str) -> Value {
    let profile = &desk.board.profile;
    json!({
        "@type": "Organization", "@id": format!("{base}#publisher"),
        "name": profile.publisher, "url": base, "address": profile.address,
    })
}

fn site(desk: &Desk<'_>, base: &str) -> Value {
    let profile = &desk.board.profile;
    json!({
        "@type": "WebSite", "@id": format!("{base}#site"), "name": profile.name, "url": base,
        "inLanguage": profile.language.tag(), "publisher": {"@id": format!("{base}#publisher")},
    })
}

/// The published records, each file with its format; `None` while there are none.
fn data(desk: &Desk<'_>, base: &str) -> Option<Value> {
    let profile = &desk.board.profile;
    let address = |address: &str| format!("{base}{}", encode_ascii(address));
    let mut files: Vec<Value> = Vec::new();
    for (path, make) in desk.plan.addresses.iter() {
        let media = match make {
            Make::Data(..) => "application/x-ndjson",
            Make::Export(Export::Records(_) | Export::Rows(_) | Export::Told(_)) => "text/csv",
            _ => continue,
        };
        let name = path.rsplit('/').next().unwrap_or_default();
        files.push(json!({
            "@type": "DataDownload", "name": name, "contentUrl": address(path),
            "encodingFormat": media,
        }));
    }
    let about = desk.words.say("say.about", &[("name", profile.name.as_str().into())]);
    let days = || desk.board.records.iter().filter_map(|record| record.head.date);
    let last = days().filter(|day| *day <= desk.board.as_of).max();
    let covered = days().min().zip(last).map(|(first, last)| format!("{first}/{last}"));
    (!files.is_empty()).then(|| {
        json!({
            "@type": "Dataset", "@id": format!("{base}#data"), "name": profile.name,
            "description": about, "url": address("about.html"),
            "inLanguage": profile.language.tag(), "creator": {"@id": format!("{base}#publisher")},
            "isAccessibleForFree": true, "temporalCoverage": covered,
            "dateModified": desk.board.as_of.to_string(), "distribution": files,
        })
    })
}

/// Without what is not known: `null` is no value in this vocabulary.
fn without_nothing(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(without_nothing).collect(),
        Value::Object(fields) => {
            let known = fields.into_iter().filter(|(_, value)| !value.is_null());
            known.map(|(name, value)| (name, without_nothing(value))).collect()
        }
        other => other,
    }
}
