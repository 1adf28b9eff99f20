//! Examples of photos: a picture of nothing, as large as a real one.

use super::pieces::Pieces;
use crate::view::photo::{Change, Photo, Photos, SheetPhoto};

/// One clear point.
const POINT: &str =
    "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

fn photo(pieces: Pieces<'_>, stage: String, title: String) -> Photo {
    Photo {
        src: POINT.to_owned(),
        srcset: format!("{POINT} 960w"),
        width: 960,
        height: 640,
        alt: pieces.long(),
        href: pieces.link().href,
        stage,
        title,
    }
}

/// Before and after, and others with a title, with a stage, and with neither.
pub(super) fn photos(pieces: Pieces<'_>) -> Photos {
    let before = || pieces.word("value.before");
    let after = photo(pieces, pieces.word("value.after"), pieces.name());
    let changes = vec![Change { before: photo(pieces, before(), pieces.name()), after }];
    let none = String::new;
    let others = vec![
        photo(pieces, before(), pieces.name()),
        photo(pieces, none(), pieces.name()),
        photo(pieces, before(), none()),
        photo(pieces, none(), none()),
    ];
    Photos { changes, others }
}

/// Photos without a pair.
pub(super) fn others(pieces: Pieces<'_>) -> Photos {
    Photos { changes: Vec::new(), ..photos(pieces) }
}

/// A pair without others.
pub(super) fn pair(pieces: Pieces<'_>) -> Photos {
    Photos { others: Vec::new(), ..photos(pieces) }
}

/// On paper: with what is said below it, and without.
pub(super) fn printed(pieces: Pieces<'_>) -> Vec<SheetPhoto> {
    let photo = |caption| SheetPhoto {
        src: POINT.to_owned(),
        source: String::new(),
        width: 960,
        height: 640,
        alt: pieces.long(),
        caption,
    };
    vec![photo(pieces.name()), photo(String::new())]
}
