/** A visitor of the claim page, without JavaScript: keeps its cookie and the token of the last form. */
export const claimVisit = (ingress: string) => {
  let cookie = '';
  let token = '';
  const remember = async (answer: Response): Promise<Response> => {
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    token = /name="token" value="([^"]+)"/.exec(await answer.clone().text())?.[1] ?? token;
    return answer;
  };
  return {
    /** Opens a page and sends its form; gives where that leads. */
    async fill(path: string, fields: Readonly<Record<string, string>>): Promise<string> {
      await remember(await fetch(`${ingress}${path}`, { headers: { cookie }, redirect: 'manual' }));
      const body = new URLSearchParams({ token, ...fields });
      const answer = await remember(
        await fetch(`${ingress}${path}`, { method: 'POST', body, headers: { cookie, origin: ingress }, redirect: 'manual' }),
      );
      const next = answer.headers.get('location');
      if (answer.status !== 303 || next === null) throw new Error(`the claim page answered ${answer.status} to ${path}`);
      return next;
    },
  };
};
