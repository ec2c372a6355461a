import { Curves } from './page/curves.ts';
import { byId } from './page/element.ts';
import { EXAMPLE, FIRST_WISH } from './page/first-wish.ts';
import { Form } from './page/form.ts';
import { Page } from './page/page.ts';
import { offer } from './page/offer.ts';
import { Session } from './page/session.ts';
import { Stage } from './page/stage.ts';

const stage = new Stage();
const curves = new Curves(byId('axis'), byId('cards'), (interval) => {
  const bytes = session.weights(interval);
  if (bytes) offer(bytes, `interval-${interval}.safetensors`);
});
const form = new Form(byId('first'), byId('more'), (path, value) => void session.choose(path, value));
const session: Session = new Session(new Page({ stage, curves, form }), FIRST_WISH);

const on = (id: string, event: string, act: () => unknown): void => byId(id).addEventListener(event, () => void act());
const code = byId<HTMLTextAreaElement>('code');
code.value = EXAMPLE;
on('train', 'click', () => session.train());
on('stop', 'click', () => session.stop());
on('start-over', 'click', () => session.startOver());
on('use-code', 'click', () => session.useCode('partition.mjs', code.value));
on('save', 'click', () => {
  const zip = session.zip();
  if (zip) offer(zip, 'playground.zip');
});
for (const id of ['open-files', 'open-folder'])
  on(id, 'change', async () => {
    const input = byId<HTMLInputElement>(id);
    await session.open([...(input.files ?? [])]);
    input.value = '';
  });
byId('form').addEventListener('submit', (event) => event.preventDefault());

void session.begin();
