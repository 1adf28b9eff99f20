//! board.yaml becomes the board's profile.

use std::sync::Arc;

use crate::content::exposed::{self, Search};
use crate::content::fields::{Desk, Fields};
use crate::content::kinds::{BOARD, Names, ROLL, WHAT};
use crate::content::{good_stem, yaml};
use crate::diagnostic::{Code, Finding};
use crate::model::board::{Building, Contact, Limits, Profile, Vouchers};
use crate::model::counted::{Counting, StatedTotal};
use crate::model::ledger::{Account, AccountId, AccountKind, Fund, FundId, Nature};
use crate::model::member::{Enrolled, SITES};
use crate::model::money::Currency;
use crate::model::outward::Outward;
use crate::model::pack::{Enlisted, Held};
use crate::model::roll::{Holding, Parts, Roll};
use crate::source::{Locus, Source};
use crate::words::{Arg, Language};

/// The profile that a board.yaml states, if it states enough, and what is wrong with it.
#[must_use]
pub(crate) fn profile(source: &Source) -> (Option<Profile>, Vec<Finding>) {
    let text = match source.text() {
        Ok(text) => text,
        Err(good) => return (None, vec![super::super::files::not_utf8(source, good)]),
    };
    let tree = yaml::read(&source.path, text, 0, Names::of_board());
    let mut desk = Desk {
        file: &source.path,
        currency: Currency::yuan(),
        findings: tree.findings,
        private: Vec::new(),
        traditional: false,
    };
    let Some(root) = &tree.root else {
        if desk.findings.is_empty() {
            desk.findings.push(Finding::new(Code::MissingBoard, Locus::file(&source.path)));
        }
        return (None, desk.findings);
    };
    let profile = Fields::read(&mut desk, root, None, &[BOARD]).and_then(|fields| {
        fields.complete(&mut desk, &[BOARD]);
        let mut profile = whole(&mut desk, &fields)?;
        let mut search = Search::new(profile.language);
        search.fields(&fields);
        profile.exposed = search.found;
        exposed::place(text, &mut profile.exposed);
        Some(profile)
    });
    (profile, desk.findings)
}

fn whole(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<Profile> {
    if let Some(format) = fields.text(desk, "format").filter(|format| format != "1") {
        desk.find(
            Code::UnsupportedFormat,
            fields.spans().of("format"),
            vec![("value", format.into())],
        );
    }
    let name = fields.text(desk, "name");
    let publisher = fields.text(desk, "publisher");
    let language = among(desk, fields, "locale", Language::of_board, &Language::offered());
    let currency = among(desk, fields, "currency", Currency::from_code, "CNY, GBP, USD");
    if let Some(currency) = &currency {
        desk.currency = currency.clone();
    }
    let time_zone = fields.text(desk, "time_zone");
    let contacts = fields.maps(desk, "contacts", |desk, fields| contact(desk, fields, "name"));
    let supervision = fields.map(desk, "supervision", |desk, fields| contact(desk, fields, "body"));
    let accounts = accounts(desk, fields);
    let mut unread_funds = Vec::new();
    let funds = funds(desk, fields, &accounts, &mut unread_funds);
    let buildings = fields.maps(desk, "buildings", |desk, fields| {
        let (id, name) = (fields.text(desk, "id"), fields.text(desk, "name"));
        let entrances = fields.many("entrances");
        let entrances = entrances.iter().filter_map(|node| node.text().map(str::to_owned));
        let entrances = entrances.collect();
        let households = fields.count(desk, "households");
        let area = fields.decimal(desk, "area", 2);
        Some(Building { id: id?, name: name?, entrances, households, area })
    });
    let rolls = fields.maps(desk, "rolls", roll);
    let stated_totals = fields.maps(desk, "stated_totals", stated_total);
    let case_stages = fields.map(desk, "case_stages", |desk, fields| {
        let names: Vec<&'static str> = fields.iter().map(|(field, _)| field.en).collect();
        let stage = |name: &'static str| Some((name, fields.text(desk, name)?));
        Some(names.into_iter().filter_map(stage).collect())
    });
    let limits = fields.map(desk, "limits", |desk, fields| Some(limits(desk, fields)));
    let packs = fields.many("packs").into_iter().filter_map(|node| {
        let name = node.text()?.trim().to_owned();
        (!name.is_empty()).then_some(Enlisted { name, span: node.span })
    });
    let packs = packs.collect();
    let held = fields.map(desk, "coverage", |desk, fields| {
        let (since, until) = (fields.day(desk, "since"), fields.day(desk, "until"));
        Some(Held { since, until, checked: fields.day(desk, "checked") })
    });
    let members = members(desk, fields);
    let keep = fields.many("keep");
    let mut keep: Vec<String> =
        keep.iter().filter_map(|node| node.text().map(str::to_owned)).collect();
    if !members.is_empty() {
        keep.push(SITES.to_owned());
    }
    let base_url = fields.text(desk, "base_url").and_then(|text| {
        let read = base_url(&text);
        if read.is_none() {
            let span = fields.spans().of("base_url");
            desk.find(Code::NotAnAddress, span, vec![("value", text.into())]);
        }
        read
    });
    let outward = outward(desk, fields);
    Some(Profile {
        name: name?,
        publisher: publisher?,
        community: fields.text(desk, "community"),
        address: fields.text(desk, "address"),
        banner: fields.text(desk, "banner"),
        trial: fields.yes(desk, "trial"),
        contacts,
        supervision,
        language: language?,
        currency: currency?,
        time_zone: time_zone?,
        base_url,
        theme: fields.text(desk, "theme"),
        accounts,
        funds,
        unread_funds,
        buildings,
        rolls,
        stated_totals,
        case_stages: case_stages.unwrap_or_default(),
        limits: limits.unwrap_or_default(),
        packs,
        held: held.unwrap_or_default(),
        register_types: Vec::new(),
        outward,
        members,
        keep,
        exposed: Vec::new(),
        file: Arc::clone(desk.file),
        at: fields.spans(),
    })
}

/// The folders of members. What a folder is called is their address, so no two are called alike.
fn members(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Vec<Enrolled> {
    let mut members: Vec<Enrolled> = Vec::new();
    // On many disks names that differ in case only are one folder.
    let alike = |a: &Enrolled, b: &Enrolled| a.id().to_lowercase() == b.id().to_lowercase();
    for node in fields.many("members") {
        let Some(folder) = node.text().map(|text| text.trim().replace('\\', "/")) else {
            desk.find(Code::NotText, node.span, vec![("field", Arg::Name("members", "成员"))]);
            continue;
        };
        let one = Enrolled { folder: Arc::from(folder.trim_end_matches('/')), span: node.span };
        if !good_stem(one.id()) {
            desk.find(Code::BadMember, one.span, vec![("value", (&*one.folder).into())]);
        } else if let Some(first) = members.iter().find(|other| alike(other, &one)) {
            let args = vec![("id", one.id().into()), ("first", (&*first.folder).into())];
            desk.find(Code::BoardTwice, one.span, args);
        } else {
            members.push(one);
        }
    }
    members
}

fn outward(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Outward {
    let filings = fields.map(desk, "filings", |desk, fields| {
        Some((fields.text(desk, "icp"), fields.text(desk, "police")))
    });
    let (icp, police) = filings.unwrap_or_default();
    // Who says nothing may be found.
    let listed = fields.node("listed").is_none() || fields.yes(desk, "listed");
    Outward { listed, picture: fields.text(desk, "picture"), icp, police }
}

fn among<T>(
    desk: &mut Desk<'_>,
    fields: &Fields<'_>,
    name: &'static str,
    read: impl Fn(&str) -> Option<T>,
    choices: &str,
) -> Option<T> {
    let text = fields.text(desk, name)?;
    let value = read(&text);
    if value.is_none() {
        let args =
            vec![("value", text.into()), ("field", name.into()), ("choices", choices.into())];
        desk.find(Code::NotAChoice, fields.spans().of(name), args);
    }
    value
}

/// An absolute address that ends in `/`.
#[must_use]
pub(crate) fn base_url(text: &str) -> Option<String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split('/').next().unwrap_or_default();
    let plain = !text.contains(|c: char| c.is_whitespace() || "?#\"<>".contains(c));
    let slash = if text.ends_with('/') { "" } else { "/" };
    (!host.is_empty() && plain).then(|| format!("{text}{slash}"))
}

fn contact(desk: &mut Desk<'_>, fields: &Fields<'_>, name: &str) -> Option<Contact> {
    let (name, phone) = (fields.text(desk, name), fields.text(desk, "phone"));
    let (hours, place) = (fields.text(desk, "hours"), fields.text(desk, "place"));
    Some(Contact { name: name?, phone, hours, place })
}

fn roll(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<Roll> {
    let (from, people) = (fields.day(desk, "from"), fields.count(desk, "people"));
    let (area, units) = (fields.decimal(desk, "area", 2), fields.count(desk, "units"));
    let one_owner = fields.maps(desk, "one_owner", |desk, fields| {
        let (units, why) = (fields.count(desk, "units"), fields.text(desk, "why"));
        Some(Holding { units: units?, why: why? })
    });
    let people_are_written = fields.node("people").is_some();
    if !people_are_written && fields.node("units").is_none() {
        ROLL.iter()
            .filter(|field| field.en == "people")
            .for_each(|field| fields.lacks(desk, field));
    }
    let parts = units.map(|units| Parts { units, one_owner });
    let computed = parts.as_ref().filter(|_| !people_are_written).map(Parts::people);
    let people = people.or(computed)?;
    Some(Roll { from: from?, people, area: area?, parts, at: fields.spans() })
}

fn stated_total(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<StatedTotal> {
    const OF: [Counting; 6] = [
        Counting::Meetings,
        Counting::Matters,
        Counting::Cases,
        Counting::Closed,
        Counting::Resolved,
        Counting::Other,
    ];
    let (period, count) = (fields.period(desk, "period"), fields.stated_count(desk, "count"));
    let of = fields.choice(desk, "of").map(|place| OF[place]);
    let (source, why) = (fields.text(desk, "source"), fields.text(desk, "why"));
    let (what, rate) = (fields.text(desk, "what"), fields.share(desk, "rate"));
    if of == Some(Counting::Other) && what.is_none() {
        fields.lacks(desk, &WHAT);
    }
    let (period, of, count) = (period?, of?, count?);
    Some(StatedTotal { period, of, what, count, rate, source: source?, why, at: fields.spans() })
}

fn limits(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Limits {
    const VOUCHERS: [Vouchers; 3] = [Vouchers::Asked, Vouchers::Required, Vouchers::NotAsked];
    Limits {
        decision_above: fields.money(desk, "decision_above"),
        vouchers: fields.choice(desk, "vouchers").map_or(Vouchers::Asked, |place| VOUCHERS[place]),
        unspent_after: fields.count(desk, "unspent_after"),
    }
}

fn accounts(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Vec<Account> {
    const KINDS: [AccountKind; 2] = [AccountKind::Bank, AccountKind::Cash];
    let mut seen: Vec<String> = Vec::new();
    fields.maps(desk, "accounts", |desk, fields| {
        let (id, name) = (fields.text(desk, "id"), fields.text(desk, "name"));
        let kind = fields.choice(desk, "kind").map(|place| KINDS[place]);
        let id = id?;
        if seen.contains(&id) {
            let span = fields.spans().of("id");
            desk.find(Code::DuplicateId, span, vec![("id", id.as_str().into())]);
        }
        seen.push(id.clone());
        Some(Account { id: AccountId(Arc::from(id)), name: name?, kind: kind? })
    })
}

fn funds(
    desk: &mut Desk<'_>,
    fields: &Fields<'_>,
    accounts: &[Account],
    unread: &mut Vec<String>,
) -> Vec<Fund> {
    let mut seen: Vec<String> = accounts.iter().map(|account| account.id.0.to_string()).collect();
    fields.maps(desk, "funds", |desk, fields| {
        let (id, name) = (fields.text(desk, "id"), fields.text(desk, "name"));
        let held_in = fields.text(desk, "held_in");
        let opening = fields.map(desk, "opening", |desk, fields| {
            let (date, balance) = (fields.day(desk, "date"), fields.money(desk, "balance"));
            Some((date?, balance?))
        });
        let purpose = fields.text(desk, "purpose");
        let restricted = fields.yes(desk, "restricted");
        let spent_on = fields.many("spent_on").into_iter();
        let spent_on = spent_on.filter_map(|node| node.text().map(|text| text.trim().to_owned()));
        let spent_on = spent_on.collect();
        let supervised_by = fields.text(desk, "supervised_by");
        let nature = fields.choice(desk, "nature").map(|place| Nature::ALL[place]);
        if name.is_none() || held_in.is_none() || opening.is_none() {
            unread.extend(id.clone());
        }
        let (id, name, held_in, (opened, opening)) = (id?, name?, held_in?, opening?);
        if seen.contains(&id) {
            let span = fields.spans().of("id");
            desk.find(Code::DuplicateId, span, vec![("id", id.as_str().into())]);
        }
        seen.push(id.clone());
        let account =
            accounts.iter().find(|account| *account.id.0 == *held_in || account.name == held_in);
        if account.is_none() {
            let known = accounts.iter().map(|account| Arg::from(&*account.id.0)).collect();
            let args = vec![("value", held_in.as_str().into()), ("known", Arg::List(known))];
            desk.find(Code::UnknownAccount, fields.spans().of("held_in"), args);
        }
        Some(Fund {
            id: FundId(Arc::from(id)),
            name,
            held_in: account
                .map_or_else(|| AccountId(Arc::from(held_in)), |known| known.id.clone()),
            opened,
            opening,
            purpose,
            restricted,
            spent_on,
            supervised_by,
            nature,
            at: fields.spans(),
        })
    })
}
