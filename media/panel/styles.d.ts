// Style sheets are imported for their effect alone: the bundler puts them beside the panel's script.
declare module '*.css';
