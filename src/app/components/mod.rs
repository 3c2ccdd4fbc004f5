//! What pages are made of. A component takes data and reports what happens; the server draws it as
//! the browser does. What has no state of its own is a plain function.

#[cfg(feature = "csr")]
mod acts;
mod body;
#[cfg(feature = "csr")]
mod change;
mod composer;
mod difference;
mod field;
#[cfg(feature = "csr")]
mod introduce;
mod introduction;
mod island;
mod link_to_copy;
mod live;
#[cfg(any(feature = "csr", test))]
mod menu;
mod own_link;
#[cfg(feature = "csr")]
mod panel;
mod part;
mod post;
#[cfg(feature = "csr")]
mod reading_on;
mod refusal;
#[cfg(feature = "csr")]
mod report;
mod theirs;
mod thread;
#[cfg(feature = "csr")]
mod waiting;

#[cfg(feature = "csr")]
pub use acts::{answer, everywhere, insert, listen, mark, show_support};
pub use body::body;
pub use composer::{Composer, Task};
pub use difference::difference;
pub use field::{Entry, error_of, errors, labelled};
pub use introduction::{INTRODUCTION, Introduction, IntroductionFields, keep_said};
pub use island::island;
#[cfg(any(feature = "csr", test))]
pub use link_to_copy::copy;
pub use link_to_copy::{LinkToCopy, ONCE, handover_link, own_link};
pub use live::Live;
#[cfg(any(feature = "csr", test))]
pub use menu::close_menu;
pub use own_link::OwnLink;
#[cfg(feature = "csr")]
pub use panel::{bring_back, child, clear_aside, close, close_within, open};
#[cfg(feature = "csr")]
pub use part::saying;
pub use part::{Flag, button, drawn, nothing, part, part_if, soon, when};
pub use post::{author_line, edited_link, marker, post, proposal_name};
#[cfg(feature = "csr")]
pub use reading_on::tell;
pub use refusal::not_read;
pub use refusal::{flaw_text, flaws, refused, told};
pub use theirs::{ours, theirs};
pub use thread::{Ctx, beside};
#[cfg(feature = "ssr")]
pub use thread::{composer, not_open, thread};
#[cfg(feature = "csr")]
pub use waiting::{Progress, progress, waiting};
