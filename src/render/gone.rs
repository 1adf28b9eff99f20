//! What answers where a file was that is no page: the same that the page would say, in a form that
//! whoever asks for such a file can read.

use serde_json::json;

use super::photo;
use crate::view::gone::Gone;

/// The bytes for an address that is gone, by the ending of its name.
#[must_use]
pub fn bytes(gone: &Gone) -> Vec<u8> {
    let see = gone.ways.first().map_or("", |link| link.href.as_str());
    let said = json!({ "gone": gone.sentence, "why": gone.why, "see": see });
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    match gone.address.rsplit('.').next().unwrap_or_default() {
        "jpg" => photo::gone(),
        "jsonl" => format!("{said}\n").into_bytes(),
        "json" => format!("{said:#}\n").into_bytes(),
        "csv" => {
            let row = [&*gone.sentence, &*gone.why, see].map(quoted).join(",");
            format!("\u{feff}gone,why,see\r\n{row}\r\n").into_bytes()
        }
        _ => format!("{}\n{}\n{see}\n", gone.sentence, gone.why).into_bytes(),
    }
}
