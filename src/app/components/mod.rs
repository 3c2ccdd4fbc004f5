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
mod live;
mod own_link;
#[cfg(feature = "csr")]
mod panel;
mod part;
mod post;
mod refusal;
#[cfg(feature = "csr")]
mod report;
mod thread;

#[cfg(feature = "csr")]
pub use acts::{answered, insert, listen, mark, show_support};
pub use body::body;
pub use composer::{Composer, Task};
pub use difference::difference;
pub use field::{Entry, error_of, errors};
pub use introduction::{Introduction, IntroductionFields};
pub use island::island;
pub use live::Live;
pub use own_link::{LinkToCopy, OwnLink, own_link};
#[cfg(feature = "csr")]
pub use panel::{child, close_within};
#[cfg(feature = "csr")]
pub use part::saying;
pub use part::{Flag, button, drawn, nothing, part, part_if, when};
#[cfg(feature = "ssr")]
pub use post::{author_line, support_button};
pub use post::{marker, post, proposal_name};
pub use refusal::{flaw_text, flaws, refused, told};
pub use thread::{Ctx, beside};
#[cfg(feature = "ssr")]
pub use thread::{composer, not_open, thread};
