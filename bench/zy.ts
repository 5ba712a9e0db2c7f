import fc from 'fast-check';
import { valid } from '../src/arbitraries/index.ts';
for (const s of [{oneOf:[true,true,true]},{minContains:2,contains:{type:'null'},maxContains:1,type:'array'},{not:{}},{type:'array',contains:false}, {oneOf:[{type:'integer'},{minimum:2}]}]) {
let t=Date.now(); try{ const a=valid(s as any); console.log(JSON.stringify(fc.sample(a,{numRuns:5,seed:1})));} catch(e){console.log((e as Error).message)} console.log(Date.now()-t);}
