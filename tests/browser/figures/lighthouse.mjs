// One page: node figures/lighthouse.mjs ADDRESS
import { measure } from './measure.mjs';

console.log(JSON.stringify(await measure(process.argv[2])));
