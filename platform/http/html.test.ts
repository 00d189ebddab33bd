import { expect, test } from 'vitest';
import { html, jsonBlock } from './html.ts';

test('whatever is put into a page is text, in content and in an attribute', () => {
  const title = `<img src=x onerror="alert('1')"> & more`;
  const escaped = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt; &amp; more';
  expect(html`<p title="${title}">${title}</p>`.text).toBe(`<p title="${escaped}">${escaped}</p>`);
});

test('what is Html already is left as it is, and nothing is written for what is not there', () => {
  expect(html`<p>${html`<b>${'<'}</b>`}${false}${null}${0}</p>`.text).toBe('<p><b>&lt;</b>0</p>');
});

test('data in a page ends with its own element and nowhere else', () => {
  const data = { title: '</script><script>alert(1)</script><!--', more: '\u2028' };
  const { text } = jsonBlock('first-answers', data);
  const inside = /^<script type="application\/json" id="first-answers">(.*)<\/script>$/s.exec(text)![1]!;
  expect(inside).not.toContain('<');
  expect(JSON.parse(inside)).toEqual(data);
});
