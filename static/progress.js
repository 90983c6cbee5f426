// Forms marked data-stream ask for their progress as newline-delimited JSON; without this script the
// same form simply takes its time.
document.querySelectorAll('form[data-stream]').forEach(form => form.addEventListener('submit', async event => {
  event.preventDefault();
  const bar = form.querySelector('[data-progress]'), error = form.querySelector('[data-progress-error]');
  const words = bar.querySelector('[data-progress-words]'), meter = bar.querySelector('progress');
  const buttons = form.querySelectorAll('button');
  const fail = sentence => {
    bar.hidden = true; error.hidden = false; error.textContent = sentence;
    buttons.forEach(one => { one.disabled = false; });
  };
  bar.hidden = false; error.hidden = true; words.textContent = '正在上传…';
  const body = new FormData(form, event.submitter);
  buttons.forEach(one => { one.disabled = true; });
  try {
    const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/x-ndjson' } });
    if (!(answer.headers.get('Content-Type') || '').startsWith('application/x-ndjson')) {
      // An ordinary page came instead: a refusal. Show it as the plain form would have.
      if (answer.redirected) { location.assign(answer.url); return; }
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const said = page.querySelector('.summary li, .summary p, main p');
      fail(said ? said.textContent.trim() : '没有完成，请重试。');
      return;
    }
    const lines = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '', last = {};
    for (;;) {
      const { done, value } = await lines.read();
      if (done) break;
      const parts = (rest + value).split('\n');
      rest = parts.pop();
      for (const part of parts.filter(Boolean)) {
        last = JSON.parse(part);
        if (!last.total) continue;
        meter.max = last.total; meter.value = last.done;
        words.textContent = `${last.step}：${last.done} / ${last.total} 行`;
      }
    }
    if (last.next) location.assign(last.next); else fail(last.error || '连接中断，没有保存任何内容，请重试。');
  } catch { fail('网络中断，没有保存任何内容，请重试。'); }
}));
