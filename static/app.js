/* What makes the pages quicker to use. Everything works without it. */
(() => {
  'use strict';
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  document.documentElement.classList.add('js');

  /* After a refusal the reader starts at the summary. */
  document.querySelector('[data-focus]')?.focus();

  /* 作业项目 follows 作业种类: only the items of the chosen category are offered. */
  for (const item of all('select[name=item]')) {
    const category = item.form?.elements.namedItem('category');
    if (!category) continue;
    const whole = item.cloneNode(true);
    const narrow = () => {
      const before = item.value;
      const fresh = whole.cloneNode(true);
      const isForeign = (option) => category.value && option.dataset.category !== category.value;
      all('option[data-category]', fresh).filter(isForeign).forEach((option) => option.remove());
      all('optgroup', fresh).filter((group) => !group.children.length).forEach((group) => group.remove());
      item.replaceChildren(...fresh.childNodes);
      const usable = all('option[data-category]:not(:disabled)', item);
      const isKept = usable.some((option) => option.value === before);
      const only = 'follows' in item.dataset && category.value && usable.length === 1 ? usable[0].value : '';
      item.value = isKept ? before : only;
      if (item.value !== before) item.dispatchEvent(new Event('change'));
    };
    category.addEventListener('change', narrow);
    item.addEventListener('change', () => {
      const chosen = item.selectedOptions[0]?.dataset.category;
      if ('follows' in item.dataset && chosen) category.value = chosen;
    });
    narrow();
  }

  /* The chosen item's certificate and range, and the limits of both days. */
  for (const box of all('[data-item-facts]')) {
    const [item, start, end] = ['item', 'starts_on', 'ends_on'].map((name) => box.closest('form').elements.namedItem(name));
    item.addEventListener('change', () => {
      const facts = item.selectedOptions[0]?.dataset ?? {};
      const isKnown = Boolean(facts.latest);
      all('[data-known]', box).forEach((part) => { part.hidden = !isKnown; });
      all('[data-unknown]', box).forEach((part) => { part.hidden = isKnown; });
      all('[data-fill]', box).forEach((slot) => { slot.textContent = facts[slot.dataset.fill] ?? ''; });
      for (const day of [start, end]) {
        day.min = facts.earliest ?? '';
        day.max = facts.latest ?? '';
      }
    });
  }

  /* The buttons for a selection say how many rows they are about to touch. */
  const picks = all('input[name=rowid][form=selection]');
  const whole = document.querySelector('[data-select-all]');
  const count = () => {
    const chosen = picks.filter((pick) => pick.checked).length;
    for (const button of all('[data-needs-selection]')) {
      button.disabled = chosen === 0;
      button.querySelector('[data-selected]').textContent = chosen ? `（已选 ${chosen} 条）` : '（请先勾选）';
    }
    whole.checked = chosen === picks.length;
    whole.indeterminate = chosen > 0 && chosen < picks.length;
  };
  if (picks.length && whole) {
    whole.hidden = false;
    whole.addEventListener('change', () => {
      picks.forEach((pick) => { pick.checked = whole.checked; });
      count();
    });
    picks.forEach((pick) => pick.addEventListener('change', count));
    addEventListener('pageshow', count);
    count();
  }

  /* Page size and page apply as soon as they are chosen. */
  for (const select of all('select[data-auto]')) {
    select.addEventListener('change', () => select.form.requestSubmit());
  }

  /* A second click on a button that is already at work does nothing. */
  const sent = new WeakSet();
  addEventListener('submit', (event) => {
    if (event.defaultPrevented || event.target.method !== 'post') return;
    if (sent.has(event.target)) event.preventDefault();
    sent.add(event.target);
    event.submitter?.setAttribute('aria-busy', 'true');
    setTimeout(() => {  // a request that was stopped leaves no dead button
      sent.delete(event.target);
      event.submitter?.removeAttribute('aria-busy');
    }, 15000);
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });

  /* A sheet that was just issued goes to the printer; a reload does not print it once more. */
  if (document.querySelector('[data-print-now]')) {
    history.replaceState(null, '', location.pathname);
    addEventListener('load', () => print());
  }

  /* Two minutes before the session runs out: a word, and a way to stay. */
  const idle = document.querySelector('[data-idle]');
  const seconds = Number(document.body.dataset.idleSeconds);
  const say = (name) => idle.replaceChildren(document.querySelector(`template[${name}]`).content.cloneNode(true));
  let timers = [];
  const wait = () => {
    timers.forEach(clearTimeout);
    idle.replaceChildren();
    timers = [
      setTimeout(() => say('data-idle-warning'), Math.max(0, seconds - 120) * 1000),
      setTimeout(() => say('data-idle-over'), seconds * 1000),
    ];
  };
  if (idle && seconds) {
    idle.addEventListener('submit', async (event) => {
      event.preventDefault();
      event.stopPropagation();
      const { action, method } = event.target;
      const answer = await fetch(action, { method, body: new FormData(event.target), redirect: 'error' }).catch(() => null);
      if (answer?.ok) wait();
      else say('data-idle-over');
    });
    wait();
  }
})();
