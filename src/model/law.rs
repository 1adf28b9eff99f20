//! Which law a vote is held against, and what it asks of each kind of matter.
//!
//! Owners: 中华人民共和国民法典 第二百七十八条, in force since 2021-01-01. Before it, since 2007-10-01,
//! 中华人民共和国物权法 第七十六条, and 物业管理条例 第十二条 that still prints its test: more than half,
//! or for the fund of repairs and for rebuilding two thirds, of ALL area and of ALL people; the text
//! of 第七十六条 itself was set down from memory. What held before is not known here.
//! Residents: 城市居民委员会组织法 (1989) 第十条. Villagers: 村民委员会组织法 (2018 text) 第二十二条 and
//! 第二十六条, in that form since 2010-10-28. Both laws were revised on 2025-10-28, in force since
//! 2026-01-01; the revised articles were not read. Committees: 业主大会和业主委员会指导规则.

use super::calendar::Day;

/// Which threshold a matter needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// 一般事项: more than half of those participating, by people and by area.
    General,
    /// 特别事项 (第二百七十八条第一款第六项至第八项): at least three quarters of both.
    Special,
    /// 委员会: more than half of all members.
    Committee,
    /// 简单多数: more for than against.
    Simple,
    /// 居民会议: more than half attend, and more than half of those agree.
    Residents,
    /// 村民会议: more than half of the adults attend, and more than half of those agree.
    Villagers,
    /// 村民会议 by households: two thirds of them are represented, more than half of those agree.
    Households,
    /// 村民代表会议: two thirds of them attend, and more than half of those agree.
    Representatives,
}

impl Matter {
    /// The key of the words that state the rule with its article.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Special => "special",
            Self::Committee => "committee",
            Self::Simple => "simple",
            Self::Residents => "residents",
            Self::Villagers => "villagers",
            Self::Households => "households",
            Self::Representatives => "representatives",
        }
    }

    /// Whether it is a matter of all owners, counted by people and by floor area.
    #[must_use]
    pub fn is_of_owners(self) -> bool {
        matches!(self, Self::General | Self::Special)
    }

    /// What the law asks; nothing where it is not known.
    #[must_use]
    pub fn needs(self, law: Law) -> Option<Needs> {
        let (quorum, majority, base) = match (self, law) {
            (_, Law::Earlier) => return None,
            (Self::General, Law::PropertyLaw) | (Self::Committee, _) => {
                (None, Threshold::Half, Base::All)
            }
            (Self::Special, Law::PropertyLaw) => (None, Threshold::TwoThirds, Base::All),
            (Self::Special, _) => {
                (Some(Threshold::Quorum), Threshold::ThreeQuarters, Base::TakingPart)
            }
            (Self::General | Self::Households | Self::Representatives, _) => {
                (Some(Threshold::Quorum), Threshold::Half, Base::TakingPart)
            }
            (Self::Residents | Self::Villagers, _) => {
                (Some(Threshold::QuorumHalf), Threshold::Half, Base::TakingPart)
            }
            (Self::Simple, _) => (None, Threshold::MoreThanAgainst, Base::Against),
        };
        Some(Needs { quorum, majority, base })
    }
}

/// What a matter needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    /// How many must take part, where it matters.
    pub quorum: Option<Threshold>,
    /// How many must agree.
    pub majority: Threshold,
    /// Out of whom.
    pub base: Base,
}

/// Out of whom those who agree are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// All that may vote.
    All,
    /// All that take part.
    TakingPart,
    /// All that vote against.
    Against,
}

/// The law of a matter on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Law {
    /// The one in force whose text was read: 民法典 for owners.
    InForce,
    /// 物权法, from 2007-10-01 to 2020-12-31.
    PropertyLaw,
    /// One before those, which is not known here.
    Earlier,
    /// The revised laws of residents' and villagers' committees, whose text was not read: figures
    /// are held against the text before, and nothing is concluded.
    Revised,
    /// A board outside China keeps its own rules; the same shares are asked, and no law is named.
    Elsewhere,
}

impl Law {
    /// The law of a matter on a day, in China.
    #[must_use]
    pub fn of(matter: Matter, day: Day) -> Self {
        let before =
            |year, month, number| Day::new(year, month, number).is_some_and(|first| day < first);
        match matter {
            Matter::General | Matter::Special if before(2007, 10, 1) => Self::Earlier,
            Matter::General | Matter::Special if before(2021, 1, 1) => Self::PropertyLaw,
            Matter::Villagers | Matter::Households | Matter::Representatives
                if before(2010, 10, 28) =>
            {
                Self::Earlier
            }
            Matter::Residents
            | Matter::Villagers
            | Matter::Households
            | Matter::Representatives
                if !before(2026, 1, 1) =>
            {
                Self::Revised
            }
            _ => Self::InForce,
        }
    }

    /// What its words end in; nothing for the one in force.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::InForce => "",
            Self::PropertyLaw => "-property-law",
            Self::Earlier => "-earlier",
            Self::Revised => "-revised",
            Self::Elsewhere => "-elsewhere",
        }
    }
}

/// What a test is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    /// Enough took part: at least two thirds.
    Quorum,
    /// Enough took part: more than half.
    QuorumHalf,
    /// More than half.
    Half,
    /// At least two thirds.
    TwoThirds,
    /// At least three quarters.
    ThreeQuarters,
    /// More for than against.
    MoreThanAgainst,
}

impl Threshold {
    /// The key of its words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Quorum => "quorum",
            Self::QuorumHalf => "quorum-half",
            Self::Half => "half",
            Self::TwoThirds => "two-thirds",
            Self::ThreeQuarters => "three-quarters",
            Self::MoreThanAgainst => "more-than-against",
        }
    }

    /// Whether it is about taking part, and not about agreeing.
    #[must_use]
    pub fn is_quorum(self) -> bool {
        matches!(self, Self::Quorum | Self::QuorumHalf)
    }

    /// Where it lies on a bar of all that take part, in tenths of a percent.
    #[must_use]
    pub fn per_mille(self) -> Option<i64> {
        match self {
            Self::Quorum | Self::TwoThirds => Some(667),
            Self::QuorumHalf | Self::Half => Some(500),
            Self::ThreeQuarters => Some(750),
            Self::MoreThanAgainst => None,
        }
    }
}
