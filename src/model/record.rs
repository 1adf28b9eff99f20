//! What all records have in common: kind, id, head, and the body that is its own.

use std::sync::Arc;

use super::budget::Budget;
use super::calendar::Day;
use super::case::Case;
use super::charge::Charge;
use super::consultation::Consultation;
use super::digest::Digest;
use super::fee::Fee;
use super::id::RecordId;
use super::line::Line;
use super::meeting::Decision;
use super::money::Money;
use super::moved::{Balance, Expenditure, Given, Income, Transfer};
use super::pact::Pact;
use super::people::Term;
use super::posting::{Bulletin, Posting};
use super::project::Project;
use super::register::Register;
use super::review::Review;
use super::withheld::Withheld;
use crate::diagnostic::Code;
use crate::personal;
use crate::prose::Prose;
use crate::source::{Locus, Span, Spans};

/// A reference from one record to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The field it stands in; `text` for one in the prose.
    pub field: &'static str,
    /// What it names.
    pub to: RecordId,
    /// Where it stands.
    pub span: Span,
}

/// What becomes of an attached paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Disclosure {
    /// The file itself is published.
    Shown,
    /// A covered copy is published.
    Redacted {
        /// The copy, by its path under `content/files/`.
        copy: String,
    },
    /// Nothing is published but its digest; the paper may be inspected.
    Held,
}

/// Which of two states a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// 处理前
    Before,
    /// 处理后
    After,
}

impl Stage {
    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }
}

/// A paper or file that belongs to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// The original, by its path under `content/files/`.
    pub file: String,
    /// What it is.
    pub title: Option<String>,
    /// What becomes of it.
    pub disclosure: Disclosure,
    /// Which state it shows, of a picture.
    pub stage: Option<Stage>,
    /// Where the paper may be inspected.
    pub inspect: Option<String>,
    /// Where it is written.
    pub at: Spans,
}

impl Attachment {
    /// The file that is published for it, if one is.
    #[must_use]
    pub fn published(&self) -> Option<&str> {
        match &self.disclosure {
            Disclosure::Shown => Some(&self.file),
            Disclosure::Redacted { copy } => Some(copy),
            Disclosure::Held => None,
        }
    }
}

/// How grave a correction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// 笔误
    Typo,
    /// 澄清
    Clarification,
    /// 更正
    Correction,
}

impl Grade {
    /// The name in files and data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Typo => "typo",
            Self::Clarification => "clarification",
            Self::Correction => "correction",
        }
    }
}

/// A value that was published and then changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The field, by its English name.
    pub field: String,
    /// The value that was published, as typed.
    pub was: String,
    /// The same value as the lock keeps it.
    pub kept: String,
    /// When it was corrected.
    pub on: Day,
    /// How grave it is.
    pub grade: Grade,
    /// Why, in plain words.
    pub why: String,
}

/// Personal data in a text that would be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exposed {
    /// Of which kind.
    pub kind: personal::Kind,
    /// What is written.
    pub said: String,
    /// What to write instead.
    pub mask: String,
    /// Where it stands: itself, or the value that holds it.
    pub span: Span,
}

/// A record that was published and is no longer shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// When.
    pub on: Day,
    /// Why, in plain words.
    pub why: String,
}

/// A rule that a record is allowed to break, for a reason that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The rule.
    pub code: Code,
    /// The reason.
    pub reason: String,
}

/// What every record has. Lists grow no more once it is read, and most are empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub id: RecordId,
    /// Its title, where one is written; the views make one where none is.
    pub title: Option<String>,
    /// Its day.
    pub date: Option<Day>,
    /// Its category.
    pub category: Option<String>,
    /// Why, in plain words.
    pub note: Option<String>,
    /// Its text.
    pub text: Prose,
    /// The papers that belong to it.
    pub attachments: Box<[Attachment]>,
    /// What was corrected in it, oldest first.
    pub corrected: Box<[Correction]>,
    /// Whether it was withdrawn.
    pub withdrawn: Option<Box<Withdrawal>>,
    /// The duties that it says it fulfils, as `PACK/ID`, and where it says so.
    pub fulfils: Box<[(String, Span)]>,
    /// The rules it may break.
    pub waives: Box<[Waiver]>,
    /// Whether it is not for publication yet.
    pub draft: bool,
    /// The first day on which it is published.
    pub publish_from: Option<Day>,
    /// The last day on which it is shown among what is current.
    pub show_until: Option<Day>,
    /// Whether it has a part that is not published.
    pub private: bool,
    /// Whether its figures are made up, to fill a sample board.
    pub invented: bool,
    /// What of anybody's it would publish.
    pub exposed: Box<[Exposed]>,
    /// What it refers to, in fields and text.
    pub references: Box<[Reference]>,
    /// The file it stands in.
    pub file: Arc<str>,
    /// Where its fields stand.
    pub at: Spans,
    /// Its public content in canonical form: one line of JSON, without the line break.
    pub line: Line,
    /// SHA-256 of that line.
    pub digest: Digest,
}

impl Head {
    /// The place of a field.
    #[must_use]
    pub fn locus(&self, field: &str) -> Locus {
        Locus::span(&self.file, self.at.of(field))
    }

    /// A place within the record.
    #[must_use]
    pub fn within(&self, span: Span) -> Locus {
        Locus::span(&self.file, span)
    }
}

/// The key of the words for a part of a field's path: the end of a term is none of a transfer, and
/// the items of an agenda none of a bill.
#[must_use]
pub fn part_words(path: &str, part: &str) -> String {
    let part = match part {
        "from" if path.starts_with("term.") => "since",
        "to" if path.starts_with("term.") => "until",
        "items" if path.starts_with("posted_agenda.") => "item",
        part => part,
    };
    format!("field.{part}")
}

/// What is a kind's own. What is large and of which there are few lies elsewhere: every record has
/// room for the largest of the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// 收费项目
    Fee(Fee),
    /// 收费
    Charge(Box<Charge>),
    /// 收入
    Income(Income),
    /// 支出
    Expenditure(Expenditure),
    /// 转账
    Transfer(Transfer),
    /// 对账
    Balance(Balance),
    /// 预算
    Budget(Budget),
    /// 收支审核
    Statement(Review),
    /// 征求意见
    Consultation(Consultation),
    /// 决定
    Decision(Decision),
    /// 公约
    Pact(Pact),
    /// 办事
    Case(Case),
    /// 项目
    Project(Box<Project>),
    /// 台账
    Register(Register),
    /// 组织
    People(Box<Term>),
    /// 页面
    Page,
    /// 公告
    Notice(Bulletin),
    /// 张贴
    Posting(Posting),
    /// 不予公布
    Withheld(Withheld),
    /// A withdrawn record shows nothing of its own.
    Withdrawn,
}

/// A record of a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What every record has.
    pub head: Head,
    /// What is its kind's own.
    pub body: Body,
}

impl Record {
    /// The entry that this one puts right, if it is such an entry.
    #[must_use]
    pub fn adjusts(&self) -> Option<&RecordId> {
        match &self.body {
            Body::Income(one) => one.adjusts.as_ref(),
            Body::Expenditure(one) => one.adjusts.as_ref(),
            Body::Transfer(one) => one.adjusts.as_ref(),
            _ => None,
        }
    }

    /// The figures, outcomes and days that must not change silently once published, by field, in
    /// the form in which they are written. The lock keeps them.
    #[must_use]
    pub fn guarded(&self, digits: u32) -> Vec<(String, String)> {
        let money = |money: Money| money.plain(digits);
        let mut kept = Vec::new();
        let mut keep = |field: &str, value: String| kept.push((field.to_owned(), value));
        match &self.body {
            Body::Fee(fee) => fee.guarded(&mut keep),
            Body::Charge(charge) => charge.guarded(digits, &mut keep),
            Body::Income(income) => {
                keep("amount", income.worth().plain(digits));
                if let Given::Goods(_) = income.given {
                    keep("in_kind", "yes".to_owned());
                }
            }
            Body::Expenditure(spent) => keep("amount", spent.amount.plain(digits)),
            Body::Transfer(transfer) => keep("amount", money(transfer.amount)),
            Body::Balance(balance) => keep("balance", money(balance.balance)),
            Body::Budget(budget) => budget.guarded(digits, &mut keep),
            Body::Statement(review) => review.guarded(digits, &mut keep),
            Body::Consultation(consultation) => consultation.guarded(&mut keep),
            Body::Decision(decision) => decision.guarded(digits, &mut keep),
            Body::Pact(pact) => pact.guarded(&mut keep),
            Body::Case(case) => case.guarded(&mut keep),
            Body::Project(project) => project.guarded(digits, &mut keep),
            Body::Register(register) => register.guarded(digits, &mut keep),
            Body::Posting(posting) => {
                keep("up", posting.up.to_string());
                if let Some(down) = posting.down {
                    keep("down", down.to_string());
                }
            }
            Body::People(term) => term.guarded(&mut keep),
            Body::Notice(_) | Body::Withheld(_) | Body::Page | Body::Withdrawn => {}
        }
        let dated = self.head.at.fields.iter().any(|(field, _)| **field == "date");
        if let (Some(day), true) = (self.head.date, dated) {
            kept.push(("date".to_owned(), day.to_string()));
        }
        kept
    }
}
