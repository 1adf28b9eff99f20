//! The code of an address, drawn here: nothing is loaded from anywhere, and it is one path.

mod code;
mod mask;

use super::prose::escape;

/// So many modules around a code stay white, or readers do not find it.
const QUIET: usize = 4;

/// The code of a text as SVG, `alt` saying what it is; empty for a text that is too long for one.
#[must_use]
pub fn svg(text: &str, alt: &str) -> String {
    // One that is still read when a seventh of it is dirty.
    let Some(code) = code::code(text.as_bytes()) else { return String::new() };
    let rows = code.rows();
    let side = rows.len() + 2 * QUIET;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" role=\"img\" \
         shape-rendering=\"crispEdges\" aria-label=\""
    );
    escape(&mut out, alt);
    out.push_str("\"><path d=\"");
    // No number is larger than the side, and there are hundreds of them.
    let numbers: Vec<String> = (0..=side).map(|number| number.to_string()).collect();
    for (y, row) in rows.iter().enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run[0] {
                let [left, top, long] = [x + QUIET, y + QUIET, run.len()].map(|n| &*numbers[n]);
                for part in ["M", left, " ", top, "h", long, "v1h-", long, "z"] {
                    out.push_str(part);
                }
            }
            x += run.len();
        }
    }
    out.push_str("\"/></svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "https://example.org/board/decisions/2025-02-%E4%B8%9A-xyz.html";

    /// What another program (Segno) draws for it, in bytes, with correction M and mask 3. The address
    /// fills the code: what programs put into free room differs.
    const BY_ANOTHER: [&str; 33] = [
        "#######.#..#.#..#.####.#..#######",
        "#.....#.####....##..#.##..#.....#",
        "#.###.#..##..####.#.......#.###.#",
        "#.###.#.#..#####.##..##.#.#.###.#",
        "#.###.#..##..####....#....#.###.#",
        "#.....#..#..##..#####...#.#.....#",
        "#######.#.#.#.#.#.#.#.#.#.#######",
        "........#.#.....###.#..##........",
        "#.##.###..##..#.###..#.##.#..#.##",
        "###.##....#..##.######.#..##.##.#",
        ".##..##.#.#.....###...###.####.##",
        "#.#..#.#..#.##....#.#...####.#..#",
        "#.....###......###.##..##...##.##",
        "###.##....#...#######.#..#....##.",
        ".#....#..#.#.##.#..##.....#.#.#..",
        "..........#....#....########.##..",
        ".######...##..##..#.##.#.##.#.#..",
        ".#.##....#.#..##.##...#####.##.##",
        "##...######.#.##..#.###..#.##.##.",
        "####....#....##.##.#...#.##.#..##",
        "#.##.##.###.##..####.##.##.#.####",
        "###....##.##.#..#..#...##.##..#.#",
        "..#####..#.###......####.##.#.###",
        ".###....#.#...##...#..#.....#..##",
        "#..##.###...#....#.#..#.#####..##",
        "........#.#...###..#...##...##...",
        "#######.##.#..#....#...##.#.#....",
        "#.....#.##......#..#.####...#####",
        "#.###.#...###.##..#...#######.#.#",
        "#.###.#.###.##.##.#..##....#.##.#",
        "#.###.#.##.#.#.#......#..###.#...",
        "#.....#..#..#..#.#.##.#.##.###..#",
        "#######.#.##.#####.###......###..",
    ];

    /// What the path fills, module by module.
    fn filled(svg: &str) -> Vec<String> {
        let side = 33 + 2 * QUIET;
        let mut rows = vec![vec!['.'; side]; side];
        let path = svg.split_once(" d=\"").and_then(|(_, rest)| rest.split_once('"'));
        for run in path.map_or("", |(path, _)| path).split('z').filter(|run| !run.is_empty()) {
            let parts: Vec<usize> = run
                .split(|sign: char| !sign.is_ascii_digit())
                .filter_map(|number| number.parse().ok())
                .collect();
            let [x, y, long, 1, back] = parts[..] else { panic!("{run}") };
            assert_eq!(long, back);
            rows[y][x..x + long].fill('#');
        }
        rows.into_iter().map(String::from_iter).collect()
    }

    #[test]
    fn a_code_is_the_one_that_another_program_draws() {
        let svg = svg(ADDRESS, "");
        let filled = filled(&svg);
        let (quiet, blank) = (".".repeat(QUIET), ".".repeat(33 + 2 * QUIET));
        for (y, row) in filled.iter().enumerate() {
            let of = y.checked_sub(QUIET).and_then(|y| BY_ANOTHER.get(y));
            let wanted = of.map_or(blank.clone(), |of| format!("{quiet}{of}{quiet}"));
            assert_eq!(*row, wanted, "row {y}");
        }
        assert!(svg.len() < 6_000, "{} bytes", svg.len());
    }

    #[test]
    fn what_is_said_of_it_is_text_and_what_is_too_long_has_none() {
        let said = svg(ADDRESS, "<a \"b\">");
        assert!(said.contains("aria-label=\"&lt;a &quot;b&quot;&gt;\""), "{said}");
        assert_eq!(svg(&"x".repeat(3_000), ""), "");
    }
}
