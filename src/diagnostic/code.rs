//! The codes of findings: the table that everything that is said of a mistake hangs on.

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published while it stands.
    Error,
    /// Published all the same.
    Warning,
}

impl Severity {
    /// `error` or `warning`: also the key of its word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $name:literal $severity:ident $doc:literal;)*) => {
        /// Every kind of finding. The names describe what is wrong and never change their meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $doc] $variant,)* }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name that people see and type.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Whether a board with such a finding is published.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    // What the files are.
    MissingBoard "missing-board" Error "There is no `content/board.yaml`.";
    TwoBoards "two-boards" Error "Two files that each say whose board it is.";
    UnknownFolder "unknown-folder" Error "A file lies in a folder that is no kind's.";
    UnknownFile "unknown-file" Error "A file that is neither YAML nor Markdown.";
    UnreadableFile "unreadable-file" Error "A file or folder that could not be read.";
    NotUtf8 "not-utf8" Error "A text that is not in UTF-8.";
    BadName "bad-name" Error "A file name that cannot be an address.";
    DuplicateId "duplicate-id" Error "Two records with one id.";
    // What the files hold.
    YamlSyntax "yaml-syntax" Error "The text is not YAML.";
    FullWidthColon "full-width-colon" Error "A full-width colon behind a name that is no field's.";
    MissingColon "missing-colon" Error "The name of a field without a colon behind it.";
    FieldsOnOneLine "fields-on-one-line" Error "Several fields on a line that nothing parts.";
    UnpairedSign "unpaired-sign" Error "A quote or bracket without its partner.";
    NeedsQuotes "needs-quotes" Error "A value with a sign in it that means something to YAML.";
    BadIndent "bad-indent" Error "A line that begins in another column than those it belongs to.";
    TabIndent "tab-indent" Error "A Tab among the spaces that a line begins with.";
    FrontMatterOpen "front-matter-open" Error "A Markdown record without front matter, or with one that does not end.";
    YamlAnchor "yaml-anchor" Error "An anchor, an alias or a tag of YAML.";
    CutByHash "cut-by-hash" Warning "A ` #` that cuts off the rest of a value.";
    DuplicateField "duplicate-field" Error "The same field twice.";
    UnknownField "unknown-field" Error "A field that the kind does not have.";
    MissingField "missing-field" Error "A required field is not there.";
    EmptyFile "empty-file" Error "A file with nothing in it.";
    NotAMapping "not-a-mapping" Error "A value where fields are expected.";
    NotAList "not-a-list" Error "A value where a list is expected.";
    NotText "not-text" Error "A list or mapping where one value is expected.";
    NotMoney "not-money" Error "A value that is no amount of money.";
    NotANumber "not-a-number" Error "A value that is no number, or one out of bounds.";
    NotAPercentage "not-a-percentage" Error "A value that is no percentage.";
    NotADate "not-a-date" Error "A value that is no calendar day.";
    NotAPeriod "not-a-period" Error "A value that is no month, quarter, half-year or year.";
    NotAChoice "not-a-choice" Error "A value outside a closed set.";
    NotAnAddress "not-an-address" Error "A value that is no web address.";
    NotAReference "not-a-reference" Error "A value that is no `kind/id`.";
    UnsupportedFormat "unsupported-format" Error "A format of records that this version does not read.";
    MissingNumber "missing-number" Error "A record of a list file without its number.";
    DuplicateNumber "duplicate-number" Error "The same number twice in a file.";
    TotalMismatch "total-mismatch" Error "A `total:` that is not the sum of its records.";
    TotalNotHere "total-not-here" Error "A `total:` over records that have no amount.";
    RawHtml "raw-html" Warning "HTML within Markdown, shown as it was typed.";
    UnsafeLink "unsafe-link" Error "A link that is neither a web address, mail nor telephone.";
    UnknownWaiver "unknown-waiver" Error "A waiver of a code that cannot be waived.";
    // How records hang together.
    UnknownRecord "unknown-record" Error "A reference to a record that does not exist.";
    WrongKind "wrong-kind" Error "A reference to a record of another kind than the field needs.";
    UnknownAnchor "unknown-anchor" Error "A link to a heading that the text does not have.";
    UnknownFund "unknown-fund" Error "A fund that board.yaml does not declare.";
    UnknownAccount "unknown-account" Error "An account that board.yaml does not declare.";
    UnknownBuilding "unknown-building" Error "A building that board.yaml does not declare.";
    BuildingTwice "building-twice" Error "The same building twice in one list.";
    BuildingUnmeasured "building-unmeasured" Error "A building without the households or area that are counted by.";
    AccountOrFund "account-or-fund" Error "A balance of neither or of both an account and a fund.";
    FundNeeded "fund-needed" Error "An entry without its fund, where the board has several.";
    BudgetLine "budget-line" Error "A line of a budget for neither or for both a category and a matter.";
    FundingFromNobody "funding-from-nobody" Error "Money for a project from nobody, no fund and no allotment.";
    NotAnAllotment "not-an-allotment" Error "Money of an allotment from a record that is none.";
    MissingAttachment "missing-attachment" Error "An attachment whose file is not there.";
    CopyNeeded "copy-needed" Error "A redacted attachment without its covered copy.";
    PictureHeld "picture-held" Error "A picture of the board that a record does not show.";
    PhotoFormat "photo-format" Error "A picture in a format that is not read.";
    PhotoSize "photo-size" Error "A picture with more pixels or bytes than are read.";
    UnreadablePhoto "unreadable-photo" Error "A picture that is damaged, or no picture.";
    UnusedFile "unused-file" Warning "A file that no record shows.";
    AddressClash "address-clash" Error "Two pages with one address.";
    // What the books say.
    EntryBeforeOpening "entry-before-opening" Error "Money moved before its fund was opened.";
    ChargeNotRate "charge-not-rate" Error "An amount due that is not rate times quantity.";
    RatesOutOfOrder "rates-out-of-order" Error "A rate from a day that is not after that of the rate before it.";
    BillAndRate "bill-and-rate" Error "A bill that is shared out, under a fee that has a rate.";
    BillNotShared "bill-not-shared" Error "A bill with nothing to share it out by.";
    DueNotBill "due-not-bill" Error "What is due is not what the bill comes to.";
    BuildingsDoNotSum "buildings-do-not-sum" Error "Buildings that do not add up to the charge.";
    BuildingOfFew "building-of-few" Error "Figures of so few households that they tell of each.";
    RateNotComputed "rate-not-computed" Error "A stated rate of collection that the receipts do not bear out.";
    ReceiptAgain "receipt-again" Error "An income that is a receipt of a charge already.";
    PaidBeyondDue "paid-beyond-due" Error "More payers or money received than was due.";
    TransferMixed "transfer-mixed" Error "A transfer between a fund and an account, or to itself.";
    BalanceMismatch "balance-mismatch" Error "A balance that is not what the books say.";
    DuplicatePayment "duplicate-payment" Warning "The same amount, day and item twice.";
    BudgetLineTwice "budget-line-twice" Error "Two lines of a budget for the same thing.";
    VoucherMissing "voucher-missing" Warning "Payments with neither a voucher nor a reason why there is none.";
    VoucherRequired "voucher-required" Error "A payment without a voucher on a board that requires one.";
    VoucherReused "voucher-reused" Warning "One voucher behind two payments.";
    UnexplainedNegative "unexplained-negative" Warning "An amount below nothing without a word why.";
    DecisionNeeded "decision-needed" Error "A payment above the board's limit without a decision.";
    NotApproved "not-approved" Error "A payment on the account of a decision that was not carried, or came later.";
    BeyondApproval "beyond-approval" Error "More spent on a decision's account than it approved.";
    UnspentDecision "unspent-decision" Warning "A sum that was approved long ago and not touched.";
    BeyondPurpose "beyond-purpose" Error "A payment from a restricted fund for something else.";
    RestrictedMoved "restricted-moved" Error "Money moved out of a restricted fund without a decision.";
    // What was reviewed.
    StatementMismatch "statement-mismatch" Error "A figure of a review that is not what the books say.";
    OpeningNotClosing "opening-not-closing" Error "An opening that is not the closing of the period before.";
    EntryAfterReview "entry-after-review" Error "An entry that joins a period after its review was published.";
    ChangedAfterReview "changed-after-review" Error "An entry that changed after the review of its period was published.";
    YearsIdentical "years-identical" Warning "Two years that come to the same in every category.";
    // What people were asked.
    ReturnedBeyondIssued "returned-beyond-issued" Error "More forms returned than were given out.";
    ConsentBeyondHouseholds "consent-beyond-households" Error "More households counted than there are.";
    DeclinedWithoutWhy "declined-without-why" Error "An opinion that is declined without a reason.";
    ViewsUnanswered "views-unanswered" Warning "A consultation that closed long ago with opinions unanswered.";
    AnswersBeyondObjections "answers-beyond-objections" Error "More objections answered than came in.";
    ObjectionsUnanswered "objections-unanswered" Warning "A decision whose window closed long ago with objections unanswered.";
    // What was decided.
    UnpostedItem "unposted-item" Warning "Something settled at a meeting that was not on its posted agenda.";
    VotesDoNotSum "votes-do-not-sum" Error "Votes that do not add up to those who voted.";
    VotesBeyondRoll "votes-beyond-roll" Error "More votes than the roll has people or area.";
    RollDoesNotAddUp "roll-does-not-add-up" Error "A roll whose people are not what its units come to.";
    EligibleDiffers "eligible-differs" Error "A number entitled to vote that is not the roll of the day.";
    OutcomeNotCarried "outcome-not-carried" Error "An outcome that the votes do not bear out.";
    ElectionNotCarried "election-not-carried" Error "An election that the votes do not bear out.";
    StatedTotalDiffers "stated-total-differs" Warning "A stated total that the records of the time do not come to.";
    StatedTotalsClash "stated-totals-clash" Error "Two stated totals that cannot both be.";
    StatedRateDiffers "stated-rate-differs" Error "A stated rate that the stated totals do not come to.";
    AttendanceBeyondSeats "attendance-beyond-seats" Error "More people present than were called.";
    // Who sits in what, and by which rules.
    TermOver "term-over" Warning "A term that is over, and no term followed.";
    TermsOverlap "terms-overlap" Warning "Two terms of one body at the same time.";
    MembersNotSeats "members-not-seats" Warning "Members that are not as many as the seats.";
    MemberTwice "member-twice" Warning "The same member twice in a term.";
    ElectedDiffers "elected-differs" Warning "A term that the decision it names did not elect.";
    NameTold "name-told" Warning "A name that is masked in one record and told in another.";
    VersionsClash "versions-clash" Error "Two versions of a pact from one day, or of one name.";
    ReplacedEarlier "replaced-earlier" Error "A version of a pact that takes effect before the one it replaces.";
    NotAdopted "not-adopted" Error "A pact by a decision that was not carried, or came later.";
    // Registers.
    UnknownRegisterType "unknown-register-type" Error "A register of a type that does not exist.";
    BadRegisterType "bad-register-type" Error "A type of register that contradicts itself.";
    RegisterFigures "register-figures" Error "A row of a register whose figures contradict each other.";
    RegisterShare "register-share" Error "A stated share in a register that is not that of the figures beside it.";
    RegisterTotal "register-total" Error "A typed total of a register that is not the sum of its rows.";
    RegisterRow "register-row" Warning "A row of a register that is not as its type asks.";
    UnknownRow "unknown-row" Error "A row of a register that does not exist.";
    FollowUpOverdue "follow-up-overdue" Warning "Something to be done after a meeting is overdue.";
    // What is built.
    FundingNotBudget "funding-not-budget" Warning "Money for a project that is not its budget.";
    ContractBeyondBudget "contract-beyond-budget" Warning "Contracts of a project above its budget.";
    SpentBeyondBudget "spent-beyond-budget" Warning "More spent on a project than its budget.";
    PaidBeyondContract "paid-beyond-contract" Warning "More paid to somebody than the contract with him says.";
    SettledDiffers "settled-differs" Warning "A cost of a project that is not what was paid for it.";
    MilestoneOverdue "milestone-overdue" Warning "A step of a project that is overdue.";
    AcceptedUnfinished "accepted-unfinished" Warning "A project that was accepted and is not finished.";
    AllotmentNotShares "allotment-not-shares" Error "An allotment that is not what its shares come to.";
    BeyondAllotment "beyond-allotment" Error "More given to projects than their allotment has.";
    ProjectsBeyondStated "projects-beyond-stated" Error "More projects than are stated.";
    // How cases went on.
    EventDiffers "event-differs" Error "Two places of a case that tell one event in two ways.";
    ClosedTwice "closed-twice" Error "A case that is closed while it was closed already.";
    ReopenedOpen "reopened-open" Error "A case that is taken up again while it was open.";
    TierNotOne "tier-not-one" Error "A case that is dealt with in none or in several of the three ways.";
    // Days.
    OutOfOrder "out-of-order" Error "A day before the one it follows.";
    InTheFuture "in-the-future" Error "A day after the board's date for what has already happened.";
    // What the place asks.
    DutyOverdue "duty-overdue" Warning "Something that the rules of the place ask for is not published.";
    UnknownDuty "unknown-duty" Error "A duty that no pack of the board has.";
    WindowTooShort "window-too-short" Warning "A window that is shorter than the rules of the place ask.";
    AgendaTooLate "agenda-too-late" Warning "An agenda that hung for a shorter time before its meeting than the rules of the place ask.";
    PostingOfWhat "posting-of-what" Error "A posting of neither or of both a notice and a statement.";
    PostingTooShort "posting-too-short" Warning "Something that was taken down sooner than the rules of the place ask.";
    UnknownPack "unknown-pack" Error "A rule pack that does not exist.";
    BadMember "bad-member" Error "A member of a portal whose folder has a name that cannot be an address.";
    BoardTwice "board-twice" Error "Two members of a portal whose folders are called alike.";
    UnreadMember "unread-member" Warning "A member of a portal that cannot be read: the portal says so, and has it in no sum.";
    IdentityNumber "identity-number" Error "The number of an identity card.";
    PhoneNumber "phone-number" Error "Somebody's telephone.";
    BankCard "bank-card" Error "The number of a bank card.";
    PlateNumber "plate-number" Error "The number plate of a car.";
    EmailAddress "email-address" Error "Somebody's e-mail address.";
    RoomWithName "room-with-name" Error "A room together with the name of who lives there.";
    ChildOrIllness "child-or-illness" Error "A name beside a child or an illness.";
    // What was published before.
    VanishedRecord "vanished-record" Error "A published record that is gone without a withdrawal.";
    SilentChange "silent-change" Error "A published figure, outcome or day that changed without a correction.";
    UnreadableLock "unreadable-lock" Error "A line of board.lock that does not read.";
    // How it looks.
    TemplateError "template-error" Error "A template that does not work.";
    BrokenSheet "broken-sheet" Error "A template of sheets that the typesetter cannot follow.";
    UnknownFont "unknown-font" Warning "A family of fonts for sheets that is nowhere.";
    UnprintableCharacter "unprintable-character" Error "A character that no font for sheets has.";
    UnknownTheme "unknown-theme" Error "A theme that has no folder.";
    UnreadableTheme "unreadable-theme" Error "A theme.yaml or list of words that does not read.";
    UnsupportedContract "unsupported-contract" Error "A theme that was made for other views.";
    UnusedThemeFile "unused-theme-file" Warning "A file of a theme that replaces nothing and that nothing speaks of.";
    WordsMissing "words-missing" Warning "A language of a theme's own that lacks words: they stand in English.";
}

impl Code {
    /// The code of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// Whether a record may waive it with a reason; a file that cannot be understood it cannot.
    #[must_use]
    pub fn waivable(self) -> bool {
        matches!(
            self,
            Self::ChargeNotRate
                | Self::DueNotBill
                | Self::BuildingsDoNotSum
                | Self::BuildingOfFew
                | Self::RateNotComputed
                | Self::ReceiptAgain
                | Self::PaidBeyondDue
                | Self::DuplicatePayment
                | Self::VoucherRequired
                | Self::VoucherReused
                | Self::DecisionNeeded
                | Self::NotApproved
                | Self::BeyondApproval
                | Self::UnspentDecision
                | Self::RegisterRow
                | Self::BeyondPurpose
                | Self::RestrictedMoved
                | Self::EntryAfterReview
                | Self::ChangedAfterReview
                | Self::YearsIdentical
                | Self::OutcomeNotCarried
                | Self::ElectionNotCarried
                | Self::ReturnedBeyondIssued
                | Self::ConsentBeyondHouseholds
                | Self::ViewsUnanswered
                | Self::ObjectionsUnanswered
                | Self::UnpostedItem
                | Self::FollowUpOverdue
                | Self::FundingNotBudget
                | Self::ContractBeyondBudget
                | Self::SpentBeyondBudget
                | Self::PaidBeyondContract
                | Self::SettledDiffers
                | Self::MilestoneOverdue
                | Self::AcceptedUnfinished
                | Self::AllotmentNotShares
                | Self::BeyondAllotment
                | Self::AttendanceBeyondSeats
                | Self::TermOver
                | Self::TermsOverlap
                | Self::MembersNotSeats
                | Self::MemberTwice
                | Self::ElectedDiffers
                | Self::NameTold
                | Self::NotAdopted
                | Self::OutOfOrder
                | Self::VotesDoNotSum
                | Self::VotesBeyondRoll
                | Self::EligibleDiffers
                | Self::WindowTooShort
                | Self::AgendaTooLate
                | Self::PostingTooShort
                | Self::IdentityNumber
                | Self::PhoneNumber
                | Self::BankCard
                | Self::PlateNumber
                | Self::EmailAddress
                | Self::RoomWithName
                | Self::ChildOrIllness
        )
    }
}
