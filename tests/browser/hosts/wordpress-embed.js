// What WordPress does on every page that shows another site by oEmbed: a frame may say how high it is and
// where a link in it leads, if it knows the secret that stands at its element.
addEventListener('message', ({ data, source }) => {
  const { message, secret, value } = data ?? {};
  if (!message || !value || !/^[a-zA-Z0-9]+$/.test(secret)) return;
  for (const frame of document.querySelectorAll(`iframe[data-secret="${secret}"]`)) {
    if (source !== frame.contentWindow) continue;
    if (message === 'height') frame.height = Math.min(1000, Math.max(200, parseInt(value, 10) || 0));
    if (message !== 'link') continue;
    const [from, to] = [new URL(frame.src), new URL(value)];
    // Only within the site that is shown, and only when somebody is in its frame.
    const web = to.protocol === 'https:' || to.protocol === 'http:';
    if (web && to.host === from.host && document.activeElement === frame) top.location.href = value;
  }
});
