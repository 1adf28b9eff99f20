//! Statements that somebody put their name to: what they state is what the books say, and what
//! they covered stays as it was.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::books::Heading;
use crate::model::calendar::{Day, Period};
use crate::model::id::{Kind, RecordId};
use crate::model::ledger::{Entry, Flow, Fund, FundId};
use crate::model::lock::Published;
use crate::model::money::Money;
use crate::model::record::{Body, Head, Record};
use crate::model::review::Review;
use crate::source::Locus;
use crate::words::Arg;

use super::ledger::{MONEY, plain};

/// What a review states is what the books say, and a period opens as the one before it closed.
pub(crate) fn reviews_agree(board: &Board, findings: &mut Vec<Finding>) {
    // With a record of money that does not read, the books are not known; that is said already.
    if board.any_unread(&MONEY) {
        return;
    }
    for (record, review) in board.statements() {
        let books = board.reviewed_turnover(review);
        let known = [books.opening, books.income, books.spending, books.closing];
        for ((field, stated), books) in review.figures().into_iter().zip(known) {
            let Some(stated) = stated.filter(|stated| *stated != books) else { continue };
            let opening = field == "opening";
            let code = if opening { Code::OpeningNotClosing } else { Code::StatementMismatch };
            let mut finding = Finding::new(code, record.head.locus(field))
                .with("field", Arg::Word(format!("field.{field}")))
                .with("period", review.period.to_string())
                .with("before", review.period.previous().to_string())
                .with("stated", plain(board, stated))
                .with("books", plain(board, books))
                .with("off", plain(board, stated - books))
                .paste(format!("{field}: {}", plain(board, books)))
                .about(record.head.id.to_string());
            if let Some(at) = closing_before(board, review).filter(|_| opening) {
                finding = finding.related(at, "related.closing");
            }
            findings.push(finding);
        }
    }
}

/// Where the closing of the period before is stated.
fn closing_before(board: &Board, review: &Review) -> Option<Locus> {
    let before = |(_, other): &(&Record, &Review)| {
        other.fund == review.fund && other.period.next() == review.period && other.closing.is_some()
    };
    board.statements().find(before).map(|(record, _)| record.head.locus("closing"))
}

/// Nobody can have reviewed a period that was not over.
pub(crate) fn reviews_follow_their_period(board: &Board, findings: &mut Vec<Finding>) {
    for (record, review) in board.statements() {
        let (_, last) = review.period.days();
        if review.date < last {
            findings.push(
                Finding::new(Code::OutOfOrder, record.head.locus("date"))
                    .with("later", Arg::Word("day.reviewed".to_owned()))
                    .with("day", review.date.to_string())
                    .with("first", Arg::Word("day.period-end".to_owned()))
                    .with("before", last.to_string())
                    .related(record.head.locus("period"), "related.before")
                    .about(record.head.id.to_string()),
            );
        }
    }
}

/// After a review was published, no entry joins its period and none of it changes: what must be
/// put right is put right by an entry of its own, in a period that is open.
pub(crate) fn reviewed_entries_stay(board: &Board, findings: &mut Vec<Finding>) {
    let reviews: Vec<(&Record, &Review)> = board.published_reviews().collect();
    if reviews.is_empty() {
        return;
    }
    let review_of = |fund: &FundId, day: Day| {
        reviews.iter().find(|(_, review)| review.is_about(fund) && review.has(day)).copied()
    };
    for entry in board.ledger.entries() {
        let Some(fund) = &entry.fund else { continue };
        let Some(record) = board.record(&entry.record) else { continue };
        let known = board.before.records.get(&entry.record);
        let changed = known.and_then(|known| changed(board, record, known, entry));
        match (known, changed) {
            (Some(known), _) if !has_receipt(known, entry) => {
                late(board, record, entry, review_of(fund, entry.day), findings);
            }
            (None, _) => late(board, record, entry, review_of(fund, entry.day), findings),
            (Some(_), Some(change)) => {
                let days = [Some(entry.day), change.day];
                let review = days.into_iter().flatten().find_map(|day| review_of(fund, day));
                if let Some((review, _)) = review {
                    findings.push(change.finding(board, record, review));
                }
            }
            (Some(_), None) => {}
        }
    }
    withdrawn_entries(board, &reviews, findings);
}

/// Whether a receipt of a charge was there already when the charge was last published.
fn has_receipt(known: &Published, entry: &Entry) -> bool {
    let Some(place) = entry.receipt else { return true };
    known.guarded.get(&format!("received.{place}")).is_some()
}

fn late(
    board: &Board,
    record: &Record,
    entry: &Entry,
    review: Option<(&Record, &Review)>,
    findings: &mut Vec<Finding>,
) {
    let Some((review, _)) = review else { return };
    let at = match (&record.body, entry.receipt) {
        (Body::Charge(charge), Some(place)) => {
            let receipt = charge.received.get(place - 1);
            let span = receipt.map_or(record.head.at.whole, |receipt| receipt.at.of("date"));
            record.head.within(span)
        }
        _ => record.head.locus("date"),
    };
    findings.push(
        Finding::new(Code::EntryAfterReview, at)
            .with("id", record.head.id.to_string())
            .with("date", entry.day.to_string())
            .with("review", review.head.id.to_string())
            .with("as_of", board.as_of.to_string())
            .related(review.head.locus("period"), "related.reviewed")
            .about(record.head.id.to_string()),
    );
}

/// A figure or day of an entry that is not what was published.
struct Change<'a> {
    field: &'static str,
    was: &'a str,
    is: String,
    /// The day that was published.
    day: Option<Day>,
    /// What an adjusting entry would come to, where it can be said.
    off: Option<Money>,
    fund: &'a FundId,
}

fn changed<'a>(
    board: &Board,
    record: &Record,
    known: &'a Published,
    entry: &'a Entry,
) -> Option<Change<'a>> {
    let digits = board.profile.currency.digits;
    let was = |field: &str| known.guarded.get(field);
    let (field, key) = match entry.receipt {
        Some(place) => ("received", format!("received.{place}")),
        None => ("amount", "amount".to_owned()),
    };
    let now = record.guarded(digits);
    let is = |field: &str| now.iter().find(|(name, _)| name == field).map(|(_, value)| value);
    let day = was("date").and_then(Day::read);
    let fund = entry.fund.as_ref()?;
    if let (Some(was), Some(is)) = (was(&key), is(&key))
        && was != is
    {
        let off = kept(was).zip(kept(is)).map(|(was, is)| is - was);
        return Some(Change { field, was, is: is.clone(), day, off, fund });
    }
    let moved = day.is_some_and(|day| day != entry.day) && entry.receipt.is_none();
    let was = was("date").filter(|_| moved)?;
    Some(Change { field: "date", was, is: entry.day.to_string(), day, off: None, fund })
}

/// An amount as the lock keeps it, with all its decimals; `None` for one known only roughly.
fn kept(text: &str) -> Option<Money> {
    Money::from_minor(text.replace('.', "").parse().ok()?)
}

impl Change<'_> {
    fn finding(&self, board: &Board, record: &Record, review: &Record) -> Finding {
        let Head { id, .. } = &record.head;
        let off = self.off.map(|off| plain(board, off));
        let finding = Finding::new(Code::ChangedAfterReview, record.head.locus(self.field))
            .with("id", id.to_string())
            .with("field", Arg::Word(format!("field.{}", self.field)))
            .with("was", self.was)
            .with("is", self.is.as_str())
            .with("review", review.head.id.to_string())
            .with("line", adjusting(board, id, off.as_deref(), Some(self.fund)))
            .related(review.head.locus("period"), "related.reviewed")
            .about(id.to_string());
        // Of a charge the figure stands in one of several receipts.
        let own = self.field != "received";
        if own { finding.paste(format!("{}: {}", self.field, self.was)) } else { finding }
    }
}

/// The entry that puts another right, to be typed in a period that is open.
fn adjusting(board: &Board, id: &RecordId, off: Option<&str>, fund: Option<&FundId>) -> String {
    let (as_of, off) = (board.as_of, off.unwrap_or("…"));
    let fund = fund.map_or("…", |fund| &*fund.0);
    let voucher = if id.kind == Kind::Expenditure { ", no_voucher: …" } else { "" };
    format!(
        "- {{number: …, date: {as_of}, item: …, amount: {off}, fund: {fund}{voucher}, adjusts: {id}}}"
    )
}

/// An entry that is withdrawn leaves the books as one that is struck out does. Of what it was only
/// the day is still known, so it is found where the reviews of that day are about every fund.
fn withdrawn_entries(board: &Board, reviews: &[(&Record, &Review)], findings: &mut Vec<Finding>) {
    for record in board.records.iter().filter(|record| MONEY.contains(&record.head.id.kind)) {
        if record.head.withdrawn.is_none() {
            continue;
        }
        let known = board.before.records.get(&record.head.id);
        let Some(known) = known.filter(|known| known.withdrawn.is_none()) else { continue };
        let day = known.guarded.get("date").and_then(Day::read);
        let Some(day) = day else { continue };
        let review_of = |fund: &Fund| {
            reviews.iter().find(|(_, one)| one.is_about(&fund.id) && one.has(day)).copied()
        };
        let found: Option<Vec<_>> = board.profile.funds.iter().map(review_of).collect();
        let Some((review, _)) = found.and_then(|found| found.first().copied()) else { continue };
        findings.push(
            Finding::new(Code::ChangedAfterReview, record.head.locus("withdrawn"))
                .with("id", record.head.id.to_string())
                .with("field", Arg::Word("field.amount".to_owned()))
                .with("was", known.guarded.get("amount").unwrap_or_default())
                .with("is", Arg::Word("state.withdrawn".to_owned()))
                .with("review", review.head.id.to_string())
                .with("line", adjusting(board, &record.head.id, None, None))
                .related(review.head.locus("period"), "related.reviewed")
                .about(record.head.id.to_string()),
        );
    }
}

/// How many categories must agree before it is more than chance.
const ENOUGH: usize = 3;

/// Two years that come to the same in every category are most likely one year entered twice.
pub(crate) fn years_differ(board: &Board, findings: &mut Vec<Finding>) {
    for fund in &board.profile.funds {
        let Some((first, last)) = board.ledger.span(&fund.id) else { continue };
        let mut before: BTreeMap<(Flow, Heading<'_>), Money> = BTreeMap::new();
        for year in first.year..=last.year {
            let days = Period::Year(year).days();
            let sums = board.by_heading(&fund.id, days);
            let copied = sums.len() >= ENOUGH && sums == before;
            let mut lines = board.ledger.lines(&fund.id, days.0, days.1).map(|(entry, _)| entry);
            let entry = lines.find(|entry| entry.flow != Flow::Moved);
            let record = entry.and_then(|entry| board.record(&entry.record));
            if let Some(record) = record.filter(|_| copied) {
                findings.push(
                    Finding::new(Code::YearsIdentical, record.head.locus("date"))
                        .with("fund", fund.name.as_str())
                        .with("year", i64::from(year))
                        .with("before", i64::from(year - 1))
                        .with("n", sums.len())
                        .about(record.head.id.to_string()),
                );
            }
            before = sums;
        }
    }
}
