-- Whoever asks for a picture asks whether it is of a review, and of a hidden one.
create index review_pictures_of_picture on review_pictures (picture_id);
