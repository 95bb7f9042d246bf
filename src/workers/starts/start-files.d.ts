/** A start's file as a `data:` address, because the page may not fetch anything. */
declare module "*.safetensors?url&inline" {
  const address: string;
  export default address;
}
