/** The shop's looks, light and dark, from a phone to a wide screen. */
export const style = `
:root{--paper:#faf7f2;--card:#fff;--ink:#26221c;--soft:#6b6358;--line:#e4dccf;--bar:#1f3a4d;--accent:#8c2f39;--accent-ink:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#171614;--card:#211f1c;--ink:#ece6da;--soft:#a89f91;--line:#38342e;--bar:#12222e;--accent:#e08a93;--accent-ink:#2a0d11}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header{display:flex;align-items:center;justify-content:space-between;gap:1rem;padding:.7rem clamp(1rem,4vw,2.5rem);background:var(--bar);color:#fff}
.brand{color:#fff;font:600 1.15rem Georgia,"Times New Roman",serif;text-decoration:none;letter-spacing:.01em}
.user a{color:#cfe3f0}
main{max-width:68rem;margin:0 auto;padding:clamp(1rem,4vw,2.5rem)}
h1,h2,h3{font-family:Georgia,"Times New Roman",serif;line-height:1.2;margin:0}
h1{font-size:clamp(1.6rem,5vw,2.4rem)}
h2{font-size:1.3rem;margin-bottom:.9rem}
.book{display:grid;grid-template-columns:9rem 1fr;gap:clamp(1rem,3vw,2rem);align-items:start;margin-bottom:2rem}
.cover{aspect-ratio:2/3;border-radius:.25rem .6rem .6rem .25rem;background:linear-gradient(90deg,#0003 0 5%,#fff2 5% 6%,#0000 6%),#8c2f39;color:#f6e7c8;display:grid;place-items:center;text-align:center;font:600 1.1rem/1.25 Georgia,serif;box-shadow:0 .5rem 1.2rem #0003}
.cover span{border:1px solid #f6e7c866;padding:.8rem .7rem}
.summary{max-width:46rem;color:var(--soft);margin:.7rem 0 0}
.summary b{color:var(--ink)}
.columns{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,3fr);gap:1.25rem;align-items:start}
.columns section{background:var(--card);border:1px solid var(--line);border-radius:.7rem;padding:1.25rem}
dl{margin:0}
dl div{display:flex;justify-content:space-between;gap:1rem;padding:.4rem 0;border-top:1px solid var(--line)}
dl div:first-child{border-top:0}
dt{color:var(--soft);white-space:nowrap}
dd{margin:0;text-align:right;overflow-wrap:anywhere}
figure{margin:0;padding:0 0 1.1rem}
figure+figure{border-top:1px solid var(--line);padding-top:1.1rem}
figure:last-of-type{padding-bottom:0}
blockquote{margin:0;font:1.06rem/1.5 Georgia,"Times New Roman",serif}
blockquote p{margin:0}
figcaption{color:var(--soft);margin-top:.35rem}
cite{font-style:normal}
.stars{display:inline-block;margin:.6rem 0 0;padding:.05rem .7rem .15rem;border:1px solid var(--line);border-radius:1rem;background:#fff;font-size:1.35rem;letter-spacing:.12em;line-height:1.3}
.no-rating{margin:.6rem 0 0;color:var(--accent)}
.problem{border-left:.25rem solid var(--accent);padding:.2rem 0 .2rem 1rem}
.problem h3{font-size:1.05rem;color:var(--accent)}
.problem p{margin:.4rem 0 0}
.served{color:var(--soft);font-size:.85rem;margin:1rem 0 0}
.intro{max-width:44rem}
.doors{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.5rem}
.btn{font:600 .95rem/1 inherit;font-family:inherit;display:inline-block;cursor:pointer;border:0;border-radius:.45rem;padding:.6rem 1rem;background:var(--accent);color:var(--accent-ink);text-decoration:none}
header .btn{background:#fff;color:#1f3a4d}
.btn.quiet{background:transparent;color:var(--ink);border:1px solid var(--line)}
:focus-visible{outline:3px solid #4c9be8;outline-offset:2px}
[popover]{width:min(22rem,calc(100vw - 2rem));border:1px solid var(--line);border-radius:.8rem;padding:1.4rem;background:var(--card);color:var(--ink);box-shadow:0 1rem 3rem #0006}
[popover]::backdrop{background:#0008}
label{display:block;margin:.8rem 0 .25rem;color:var(--soft);font-size:.9rem}
input{width:100%;font:inherit;padding:.5rem .65rem;border:1px solid var(--line);border-radius:.45rem;background:var(--paper);color:var(--ink)}
.actions{display:flex;justify-content:flex-end;gap:.6rem;margin:1.2rem 0 0}
@media (max-width:44rem){.book{grid-template-columns:1fr}.cover{display:none}.columns{grid-template-columns:1fr}.columns section:last-child{order:-1}}
`.trim()
